//! Looking things up over all meetings: a file a sort of question.

mod actions;
mod alarm;
mod background;
mod bodies;
mod history;
mod hits;
mod known;
mod like;
mod look_up;
mod outstanding;
mod resolved;
mod taken_in;
#[cfg(test)]
mod town;

use rusqlite::Connection;

use super::protocol::{ActionRow, ActionsAsked, Answered, Question};
use super::queries::ReadError;

pub(super) use known::Known;

/// Goes through actions one by one; see [`actions::each`].
pub(super) fn each_action(
    connection: &Connection,
    asked: &ActionsAsked,
    visit: &mut dyn FnMut(ActionRow) -> bool,
) -> Result<(), ReadError> {
    actions::each(connection, asked, visit)
}

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
        Question::Actions(asked) => Answered::Actions(actions::list(connection, asked)?),
        Question::Count(asked) => Answered::Counted(actions::count(connection, asked)?),
        Question::History(action) => Answered::History(Box::new(history::of(connection, *action)?)),
        Question::Bodies(today) => Answered::Bodies(Box::new(bodies::answer(connection, *today)?)),
        Question::Outstanding(asked) => {
            Answered::Outstanding(Box::new(outstanding::answer(connection, asked)?))
        }
        Question::Background(asked) => {
            Answered::Background(Box::new(background::of(connection, asked)?))
        }
        Question::Resolutions(asked) => Answered::Resolutions(resolved::answer(connection, asked)?),
        Question::TakenIn(asked) => Answered::TakenIn(taken_in::answer(connection, asked)?),
        Question::Like(asked) => Answered::Like(like::answer(connection, asked, known)?),
    }))
}
