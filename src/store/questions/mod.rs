//! Looking things up over all meetings: a file a sort of question.

mod hits;
mod known;
mod like;
mod look_up;

use rusqlite::Connection;

use super::protocol::{ActionHistory, ActionList, Answered, Outstanding, Question};
use super::queries::ReadError;

pub(super) use known::Known;

/// Answers a question from the tables for reading; none if `overtaken` says that a newer one of its sort waits.
pub(super) fn answer(
    connection: &Connection,
    question: &Question,
    known: &mut Known,
    overtaken: &dyn Fn() -> bool,
) -> Result<Option<Answered>, ReadError> {
    Ok(Some(match question {
        Question::LookUp(asked) => match look_up::answer(connection, asked, known, overtaken)? {
            Some(found) => Answered::Found(found),
            None => return Ok(None),
        },
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
        Question::Like(asked) => Answered::Like(like::answer(connection, asked)?),
    }))
}
