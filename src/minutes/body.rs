//! Bodies: who sits, in what role, how many are enough.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use super::ids::{BodyId, PersonId};

/// A committee, panel, board, sub-committee or working group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// Which body.
    pub id: BodyId,
    /// Its full name, as a title has it.
    pub name: String,
    /// A few letters for references to its actions ("CSSP").
    pub code: String,
    /// How its own sentences call it: "Scrutiny Panel"; its last word is the short form ("Panel").
    pub called: String,
    /// How many members make a meeting.
    #[serde(default)]
    pub quorum: Quorum,
    /// How often it meets, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub meets: String,
    /// The bodies that it reports to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reports_to: Vec<BodyId>,
    /// Name of the template that its meetings follow.
    pub template: String,
    /// When its meetings begin, where that is settled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usual_time: Option<NaiveTime>,
    /// Where they are held.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub usual_place: String,
    /// From where letters are written in its name.
    #[serde(default, skip_serializing_if = "Office::is_empty")]
    pub office: Office,
    /// Members, past ones too, in the order in which documents list them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Member>,
}

/// What stands at the head of letters that are written in a body's name, each as it is to be printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Office {
    /// In what office: "Chair of the Parks Board"; a line each.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// From where, a line each.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// The address for mail.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub email: String,
    /// The number.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// Whom to ask for: most often the clerk.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub contact: String,
}

impl Office {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Somebody's membership of a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Who.
    pub person: PersonId,
    /// "Chair", "Deputy".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// "Councillors", "Co-optees", "Officers": the heading that documents list them under.
    pub group: String,
    /// Whether they count for the quorum and may vote.
    pub voting: bool,
    /// First day, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Last day, where it has ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
}

impl Body {
    /// The members on a day, in order.
    pub fn members_on(&self, day: NaiveDate) -> impl Iterator<Item = &Member> {
        self.members.iter().filter(move |member| member.on(day))
    }
}

impl Member {
    /// Whether the membership holds on a day.
    pub fn on(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// How many voting members must be present.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Quorum {
    /// The body has no rule.
    #[default]
    None,
    /// So many.
    Number(u16),
    /// A part of all voting members, rounded up: a quarter is `Fraction(1, 4)`.
    Fraction(u16, u16),
    /// So many, and among them so many of one group: `5, 2 of Co-optees`.
    OfGroup {
        /// How many in all.
        number: u16,
        /// How many of the group.
        of_group: u16,
        /// The heading that they stand under.
        group: String,
    },
}

impl Quorum {
    /// How many of `members` voting members must be present.
    pub fn needed(&self, members: usize) -> usize {
        match self {
            Self::None => 0,
            Self::Number(number) | Self::OfGroup { number, .. } => usize::from(*number),
            Self::Fraction(part, of) => {
                (members * usize::from(*part)).div_ceil(usize::from(*of.max(&1)))
            }
        }
    }

    /// How many of the group that it names must be present.
    pub fn needed_of_group(&self) -> usize {
        match self {
            Self::OfGroup { of_group, .. } => usize::from(*of_group),
            Self::None | Self::Number(_) | Self::Fraction(..) => 0,
        }
    }
}

impl std::fmt::Display for Quorum {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::None => f.write_str(""),
            Self::Number(number) => write!(f, "{number}"),
            Self::Fraction(part, of) => write!(f, "{part}/{of}"),
            Self::OfGroup {
                number,
                of_group,
                group,
            } => write!(f, "{number}, {of_group} of {group}"),
        }
    }
}

impl From<Quorum> for String {
    fn from(quorum: Quorum) -> Self {
        quorum.to_string()
    }
}

impl TryFrom<String> for Quorum {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl std::str::FromStr for Quorum {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let number = |part: &str| part.trim().parse::<u16>().ok().filter(|number| *number > 0);
        let quorum = match text {
            "" => Some(Self::None),
            "a third" | "one third" => Some(Self::Fraction(1, 3)),
            "a quarter" | "one quarter" => Some(Self::Fraction(1, 4)),
            "a half" | "half" | "one half" => Some(Self::Fraction(1, 2)),
            _ if text.contains(" of ") => {
                let number_and_group = text.split_once(" of ").and_then(|(numbers, group)| {
                    let (all, of_group) = numbers.split_once(',')?;
                    Some((number(all)?, number(of_group)?, group.trim()))
                });
                number_and_group
                    .filter(|(all, of_group, group)| of_group <= all && !group.is_empty())
                    .map(|(number, of_group, group)| Self::OfGroup {
                        number,
                        of_group,
                        group: group.to_owned(),
                    })
            }
            _ => match text.split_once('/') {
                Some((part, of)) => number(part)
                    .zip(number(of))
                    .filter(|(part, of)| part <= of)
                    .map(|(part, of)| Self::Fraction(part, of)),
                None => number(text).map(Self::Number),
            },
        };
        quorum.ok_or_else(|| {
            format!("\"{text}\" is no quorum: write a number (4), a part (1/4), a number with a group (5, 2 of Co-optees), or leave it empty")
        })
    }
}

/// Letters for a new body: the first ones of the words that count, made different from those of other bodies.
pub fn code_for(name: &str, others: &[Body]) -> String {
    const SMALL: [&str; 8] = ["and", "of", "the", "for", "on", "in", "to", "&"];
    let letters: String = name
        .split([' ', '-', '/'])
        .filter(|word| !SMALL.contains(&word.to_lowercase().as_str()))
        .filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()))
        .flat_map(char::to_uppercase)
        .take(8)
        .collect();
    let taken = |code: &str| others.iter().any(|body| body.code == code);
    if !taken(&letters) {
        return letters;
    }
    (2..=99)
        .map(|number| format!("{letters}{number}"))
        .find(|code| !taken(code))
        .unwrap_or(letters)
}

/// How the sentences of a new body call it: the last word of its name, with the word before it where the two belong
/// together.
pub fn called_for(name: &str) -> String {
    const JOINED: [&str; 8] = [
        "scrutiny", "working", "select", "task", "steering", "project", "joint", "standing",
    ];
    let words: Vec<&str> = name.split_whitespace().collect();
    match words.as_slice() {
        [.., before, last] if JOINED.contains(&before.to_lowercase().as_str()) => {
            format!("{before} {last}")
        }
        [.., last] => (*last).to_owned(),
        [] => String::new(),
    }
}

/// What a body is called, without the "the" that its sentences put before it.
pub fn without_the(called: &str) -> &str {
    match called.trim().split_once(char::is_whitespace) {
        Some((the, rest)) if the.eq_ignore_ascii_case("the") => rest.trim_start(),
        Some(_) | None => called.trim(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_is_no_part_of_what_a_body_is_called() {
        for typed in ["the Committee", " The  Committee", "Committee"] {
            assert_eq!(without_the(typed), "Committee");
        }
        assert_eq!(without_the("Theatre Trust"), "Theatre Trust");
        assert_eq!(without_the("the"), "the");
    }

    #[test]
    fn a_quorum_is_a_number_or_a_part_rounded_up() {
        assert_eq!("4".parse(), Ok(Quorum::Number(4)));
        assert_eq!("1/4".parse(), Ok(Quorum::Fraction(1, 4)));
        assert_eq!("a quarter".parse(), Ok(Quorum::Fraction(1, 4)));
        assert_eq!(" ".parse(), Ok(Quorum::None));
        assert_eq!(Quorum::Fraction(1, 4).needed(9), 3);
        assert_eq!(Quorum::Fraction(1, 4).needed(8), 2);
        let of_group: Quorum = "5, 2 of Co-optees".parse().unwrap();
        assert_eq!((of_group.needed(9), of_group.needed_of_group()), (5, 2));
        assert_eq!(of_group.to_string().parse(), Ok(of_group));
        for wrong in [
            "5/4",
            "0",
            "-1",
            "four",
            "1/0",
            "2, 5 of Members",
            "5, 2 of ",
            "5 of Members",
        ] {
            assert!(wrong.parse::<Quorum>().is_err(), "{wrong}");
        }
    }
}
