//! Looking things up over all meetings: a file a sort of question.

mod hits;

use rusqlite::Connection;

use super::protocol::{ActionHistory, ActionList, Answered, Found, Outstanding, Question};
use super::queries::{self, ReadError};

/// Answers a question from the tables for reading.
pub(super) fn answer(connection: &Connection, question: &Question) -> Result<Answered, ReadError> {
    Ok(match question {
        Question::LookUp(asked) => Answered::Found(Found {
            serial: asked.serial,
            ..Found::default()
        }),
        Question::Actions(asked) => Answered::Actions(ActionList {
            serial: asked.serial,
            ..ActionList::default()
        }),
        Question::History(action) => Answered::History(Box::new(ActionHistory {
            action: *action,
            hit: hits::of_key(connection, *action)?,
            steps: Vec::new(),
        })),
        Question::Outstanding(asked) => Answered::Outstanding(Box::new(Outstanding {
            asked: asked.clone(),
            actions: Vec::new(),
            to_report: Vec::new(),
            addressed: Vec::new(),
            topics: Vec::new(),
        })),
        Question::TakenIn(asked) => Answered::TakenIn(queries::taken_in(connection, asked)?),
        Question::Like(asked) => Answered::Like(Found {
            serial: asked.serial,
            ..Found::default()
        }),
    })
}
