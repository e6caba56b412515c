//! Looking things up over all meetings: a file a sort of question.

mod actions;
mod history;
mod hits;
mod outstanding;
mod taken_in;

use rusqlite::Connection;

use super::protocol::{Answered, Found, Question};
use super::queries::ReadError;

/// Answers a question from the tables for reading.
pub(super) fn answer(connection: &Connection, question: &Question) -> Result<Answered, ReadError> {
    Ok(match question {
        Question::LookUp(asked) => Answered::Found(Found {
            serial: asked.serial,
            ..Found::default()
        }),
        Question::Actions(asked) => Answered::Actions(actions::list(connection, asked)?),
        Question::Count(asked) => Answered::Counted(actions::count(connection, asked)?),
        Question::History(action) => Answered::History(Box::new(history::of(connection, *action)?)),
        Question::Outstanding(asked) => {
            Answered::Outstanding(Box::new(outstanding::answer(connection, asked)?))
        }
        Question::TakenIn(asked) => Answered::TakenIn(taken_in::answer(connection, asked)?),
        Question::Like(asked) => Answered::Like(Found {
            serial: asked.serial,
            ..Found::default()
        }),
    })
}
