//! Lists of names as minutes print them: with and without commas, roles before, after or in brackets.

mod reader;
mod tokens;
mod vocabulary;

use crate::import::text::{bare, is_listed};
use reader::list;
use tokens::BRACKET;
use vocabulary::COURTESY;
pub use vocabulary::{is_member_title, is_no_name, is_of_other_tier, is_office, is_officers_role};

/// Somebody in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The name without a councillor's title; courtesy titles stay.
    pub name: String,
    /// "Chair".
    pub role: Option<String>,
    /// The title as printed: "Cllr", "County Councillor", "Mrs".
    pub title: Option<String>,
    /// Whether the title was given to this one alone.
    pub own_title: bool,
    /// What else was said.
    pub note: Option<String>,
}

/// Reads a list of names. `title` is the title of those who have none of their own ("Councillors").
pub fn read(text: &str, title: Option<&str>) -> Vec<Entry> {
    // "D/Cllr Moss" sits on the district council.
    if text.contains("/Cllr") {
        let plain = text
            .replace("D/Cllr", "District Cllr")
            .replace("C/Cllr", "County Cllr")
            .replace("B/Cllr", "Borough Cllr");
        if plain != text {
            return read(&plain, title);
        }
    }
    offices_first(text, title)
        .or_else(|| offices_behind(text, title))
        .unwrap_or_else(|| list(text, title))
}

/// "Engineer, Roads and Works (Mr. A. Moss), Clerical Officer (Ms. B. Dunn)".
fn offices_first(text: &str, title: Option<&str>) -> Option<Vec<Entry>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('(') {
        let inside = rest.get(open + 1..)?;
        let Some(close) = crate::import::text::start(inside, BRACKET).find(')') else {
            break;
        };
        let name = inside.get(..close)?.trim();
        let courteous = name
            .split_whitespace()
            .next()
            .is_some_and(|word| is_listed(COURTESY, &bare(word).to_lowercase()));
        let office = rest.get(..open)?.trim_matches([' ', ',', ';', '.']);
        let office = office.strip_prefix("and ").unwrap_or(office);
        if !courteous || office.is_empty() || !is_office(&office.to_lowercase()) {
            return None;
        }
        found.push(Entry {
            name: name.to_owned(),
            role: Some(office.to_owned()),
            ..Entry::default()
        });
        rest = inside.get(close + 1..)?;
    }
    if found.is_empty() {
        return None;
    }
    found.extend(list(rest, title));
    Some(found)
}

/// "Jo Moss, Head of Housing; Councillor Dunn, Leader": a semicolon parts people, a comma their office.
fn offices_behind(text: &str, title: Option<&str>) -> Option<Vec<Entry>> {
    let parts: Vec<&str> = text
        .split(';')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    if parts.len() < 2 || !text.contains(',') {
        return None;
    }
    let mut found: Vec<Entry> = Vec::new();
    let mut group: Option<String> = title.map(str::to_owned);
    for part in parts {
        let part = part.strip_prefix("and ").unwrap_or(part);
        // "Cllrs. A Moss; B Dunn": a title in the plural is that of all who follow.
        let first = part.split_whitespace().next().map(bare).unwrap_or_default();
        if is_member_title(first) && first.ends_with('s') {
            group = Some(first.to_owned());
        }
        let title = group.as_deref();
        let one = part.split_once(',').and_then(|(name, office)| {
            let entries = list(name, title);
            let [entry] = entries.as_slice() else {
                return None;
            };
            let office = office.trim().trim_end_matches('.');
            let is_role = is_office(&office.to_lowercase())
                && !list(office, None).iter().any(|entry| entry.own_title);
            (is_role && entry.role.is_none()).then(|| Entry {
                role: Some(office.to_owned()),
                ..entry.clone()
            })
        });
        match one {
            Some(entry) => found.push(entry),
            None => found.extend(list(part, title)),
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> String {
        read(text, None)
            .into_iter()
            .map(|entry| match entry.role {
                Some(role) => format!("{} ({role})", entry.name),
                None => entry.name,
            })
            .collect::<Vec<_>>()
            .join("; ")
    }

    #[test]
    fn lists_are_read_as_they_are_printed() {
        let cases = [
            (
                "Councillors T Moss (Chair), Dale (Deputy) J Hale, Marsh, T Smith",
                "T Moss (Chair); Dale (Deputy); J Hale; Marsh; T Smith",
            ),
            ("Councillor Dunn in the chair.", "Dunn (in the chair)"),
            (
                "Councillors Wilde (Vice-Chair), Allen, Javed MBE and Ogden.",
                "Wilde (Vice-Chair); Allen; Javed MBE; Ogden",
            ),
            (
                "Cllrs Evan, Ash, Morris, County Cllr Webster & the Clerk",
                "Evan; Ash; Morris; Webster; Clerk (Clerk)",
            ),
            (
                "Chairman S Lindern Vice Chairman Mrs J Tailor Councillors B Stone R Ford",
                "S Lindern (Chairman); Mrs J Tailor (Vice Chairman); B Stone; R Ford",
            ),
            (
                "Councillor A. Tasker, An Cathaoirleach.",
                "A. Tasker (An Cathaoirleach)",
            ),
            (
                "Cllr A Moss – Chairman, Cllr B Dunn",
                "A Moss (Chairman); B Dunn",
            ),
            (
                "The Mayor (Councillor A Moss), Councillors Dunn, Shea (J), Shea (P)",
                "A Moss (Mayor); Dunn; Shea (J); Shea (P)",
            ),
            (
                "Cllr. P. O’Brien, Cllr. M. Ní Dhálaigh, Cllr. J. de Burgh",
                "P. O’Brien; M. Ní Dhálaigh; J. de Burgh",
            ),
            (
                "Cllr Moss Cllr Dunn Cllr Hale (until 8.10pm) Mrs P Brook (Clerk)",
                "Moss; Dunn; Hale; Mrs P Brook (Clerk)",
            ),
            ("3 members of the public", ""),
            ("None", ""),
            ("Cllr Moss (holiday), Cllr Dunn due to work", "Moss; Dunn"),
        ];
        for (text, expected) in cases {
            assert_eq!(names(text), expected, "{text}");
        }
    }

    #[test]
    fn titles_tell_members_from_others() {
        let read = read("Cllrs Moss, Mrs J Dunn, County Cllr Webb, Mr P Hart", None);
        let titles: Vec<_> = read
            .iter()
            .map(|entry| entry.title.as_deref().unwrap_or("-"))
            .collect();
        assert_eq!(titles, ["Cllrs", "Cllrs", "County Cllr", "Cllrs"]);
    }

    #[test]
    fn words_of_the_calendar_may_be_surnames() {
        assert_eq!(
            names("Councillors A Moss (AM), P March (PM) vice-chair, Dr Hall"),
            "A Moss; P March (vice-chair); Dr Hall"
        );
        assert_eq!(names("Village Hall"), "");
    }

    #[test]
    fn whom_a_substitute_stands_for_is_not_named() {
        assert_eq!(
            names("Mrs J Moss - substitute for Miss P E Dunn"),
            "Mrs J Moss (substitute for Miss P E Dunn)"
        );
    }

    #[test]
    fn letters_before_a_title_are_another_body() {
        let found = read(
            "Cllrs K Moss & R Dunn, RBC Cllr Combell & NCC Cllr Bute",
            None,
        );
        let tiers: Vec<bool> = found
            .iter()
            .map(|entry| entry.title.as_deref().is_some_and(is_of_other_tier))
            .collect();
        assert_eq!(tiers, [false, false, true, true]);
    }

    #[test]
    fn districts_clerks_and_irish_names_are_told_apart() {
        assert_eq!(
            names(
                "Cllrs Mrs Pen (Vice Chair), C Rich, D/Cllr Jack, and the Parish Clerk, Mrs S. Mac"
            ),
            "Mrs Pen (Vice Chair); C Rich; Jack; Mrs S. Mac (Parish Clerk)"
        );
        assert_eq!(
            names("Councillors – Gearoid O Brady, John Brown"),
            "Gearoid O Brady; John Brown"
        );
    }
}
