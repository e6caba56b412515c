//! What the meeting heard from somebody who asked, petitioned or spoke: the public, a deputation, a member with a question.

use serde::{Deserialize, Serialize};
use strum::{EnumIter, IntoStaticStr};

use super::ids::PersonId;
use super::meeting::Meeting;
use super::template::Template;
use super::wording::{Occasion, Sentence, Spot, WordingError};

/// Something heard, with what was said to it. The words of its entry are made of it in the house style's wording.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heard {
    /// What it was.
    #[serde(default)]
    pub sort: Sort,
    /// Who asked or spoke.
    pub who: Speaker,
    /// For whom: "the Friends of Mill Lane"; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub behalf: String,
    /// What was asked or said; empty where it is as it was submitted.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// Who answered, where anybody is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Speaker>,
    /// The answer; empty where there was none, or none yet.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub answer: String,
    /// What was asked after that.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub supplementary: String,
    /// The answer to it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub supplementary_answer: String,
}

/// Somebody by name: one on the roll, or a name as it was given. Those who only ask a question come into no register.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// Who, where they are on the roll.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// The name as it was typed.
    pub name: String,
}

/// The sorts of things heard.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, EnumIter, IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Sort {
    /// A question.
    #[default]
    Question,
    /// A petition.
    Petition,
    /// A deputation.
    Deputation,
    /// Somebody spoke.
    Statement,
}

impl Sort {
    /// In a clerk's words.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// What an item of that title is mostly for.
    pub fn under(title: &str) -> Self {
        let title = title.to_lowercase();
        if title.contains("question") {
            Self::Question
        } else if title.contains("petition") {
            Self::Petition
        } else if title.contains("deputation") {
            Self::Deputation
        } else if title.contains("public") {
            Self::Statement
        } else {
            Self::Question
        }
    }

    fn sentence(self) -> Sentence {
        match self {
            Self::Question => Sentence::PublicQuestion,
            Self::Petition => Sentence::Petition,
            Self::Deputation => Sentence::Deputation,
            Self::Statement => Sentence::PublicStatement,
        }
    }
}

impl Heard {
    /// What minutes say of it, a paragraph a line.
    pub fn said(
        &self,
        meeting: &Meeting,
        template: &Template,
        item: Option<super::ids::ItemId>,
    ) -> Result<String, WordingError> {
        let mut occasion = Occasion::of(meeting);
        occasion.item = item.and_then(|id| meeting.item(id));
        occasion.heard = Some(self);
        let mut said = template.word(Spot::Sentence(self.sort.sentence()), &occasion)?;
        if !self.answer.is_empty() || !self.supplementary.is_empty() {
            said.push('\n');
            said.push_str(&template.word(Spot::Sentence(Sentence::PublicAnswer), &occasion)?);
        }
        let paragraphs = said.lines().map(str::trim).filter(|line| !line.is_empty());
        Ok(paragraphs.collect::<Vec<_>>().join("\n"))
    }
}
