//! The question on the screen, and how the vote on it stands.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::command::Command;
use crate::editor::width_of;
use crate::minutes::formal::Cast;
use crate::minutes::meeting::Meeting;
use crate::minutes::person::NameForm;
use crate::screen::desk::Desk;
use crate::screen::{draw, formal_words};
use crate::theme::Tone;

use super::named::{Division, Mark};
use super::settle::{Choice, choices, last_vote};
use super::{Phase, TakeVote};

/// Columns inside the box, at most.
const WIDTH: u16 = 84;
/// Rows of the question that are shown.
const QUESTION_ROWS: usize = 4;

pub(super) fn draw(vote: &TakeVote, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
    let Some(open) = &desk.open else { return };
    let meeting = &open.meeting;
    let width = WIDTH.min(area.width.saturating_sub(2));
    let mut head: Vec<(String, Tone)> = Vec::new();
    if let Some(question) = &vote.question {
        let mut rows = draw::wrapped(&question.text, width.saturating_sub(2));
        if rows.len() > QUESTION_ROWS {
            rows.truncate(QUESTION_ROWS);
            if let Some(last) = rows.last_mut() {
                last.push('…');
            }
        }
        head.extend(rows.into_iter().map(|row| (row, Tone::Heading)));
        if let Some(reads) = &question.reads {
            let rows = draw::wrapped(
                &format!("so that it reads: {reads}"),
                width.saturating_sub(2),
            );
            head.extend(
                rows.into_iter()
                    .take(QUESTION_ROWS)
                    .map(|row| (row, Tone::Text)),
            );
        }
    } else if let Some(taken) = last_vote(meeting, vote.item)
        && let Some((_, _, entry)) = meeting.entry(taken)
    {
        let told = draw::cut(&entry.text, usize::from(width.saturating_sub(2)));
        head.push((told, Tone::Heading));
    }
    head.push((who_may(vote, meeting), Tone::Text));
    head.push((String::new(), Tone::Text));
    let body = match &vote.phase {
        Phase::Choose(_) => choices(vote.question.as_ref(), meeting, vote.item).len(),
        Phase::Count { .. } => 3,
        Phase::Name(division) => division.marks.len() + 1,
        Phase::Casting(_) => 4,
    };
    let height = u16::try_from(head.len() + body).unwrap_or(u16::MAX);
    let inside = draw::sheet(desk, frame, area, title(vote), (width, height));
    let mut y = inside.y;
    for (words, tone) in &head {
        if y < inside.bottom() {
            let style = desk.theme.style(*tone);
            draw::put(frame.buffer_mut(), inside.x + 1, y, inside, words, style);
            y += 1;
        }
    }
    let rest = Rect {
        y,
        height: inside.bottom().saturating_sub(y),
        ..inside
    };
    match &vote.phase {
        Phase::Choose(at) => choose(vote, meeting, *at, desk, frame, rest),
        Phase::Count { field, numbers, .. } => count(vote, *field, numbers, desk, frame, rest),
        Phase::Name(division) => named(vote, meeting, division, desk, frame, rest),
        Phase::Casting(_) => casting(meeting, desk, frame, rest),
    }
    let contexts = vote.contexts(desk);
    let keys: &[(Command, &str)] = match vote.phase {
        Phase::Choose(_) => &[(Command::Choose, "choose"), (Command::Cancel, "close")],
        Phase::Count { .. } => &[
            (Command::Choose, "next, then record"),
            (Command::NextField, "next"),
            (Command::SaveForm, "record"),
            (Command::Cancel, "back"),
        ],
        Phase::Name(_) => &[
            (Command::VoteFor, "for"),
            (Command::VoteAgainst, "against"),
            (Command::VoteAbstain, "abstains"),
            (Command::VoteSilent, "no vote"),
            (Command::ClearMark, "take back"),
            (Command::Choose, "record"),
            (Command::VoteForRest, "rest for"),
        ],
        Phase::Casting(_) => &[(Command::Cancel, "back")],
    };
    draw::footer(desk, frame, area, contexts, keys);
}

fn title(vote: &TakeVote) -> &'static str {
    match (&vote.phase, &vote.question) {
        (_, None) => "A vote taken before",
        (Phase::Choose(_), Some(_)) => "Put the question",
        (
            Phase::Count {
                in_secret: true, ..
            },
            Some(_),
        ) => "Ballot",
        (Phase::Count { .. }, Some(_)) => "Show of hands",
        (Phase::Name(_), Some(_)) => "Vote by name",
        (Phase::Casting(_), Some(_)) => "A tie",
    }
}

/// How many may vote, who of the members present may not, and what it takes.
fn who_may(vote: &TakeVote, meeting: &Meeting) -> String {
    let out: Vec<String> = meeting
        .seats
        .iter()
        .filter(|seat| seat.member && seat.voting && !vote.electorate.contains(&seat.person.id))
        .filter(|seat| crate::minutes::attendance::attended(&meeting.stream, seat.person.id))
        .map(|seat| formal_words::name(meeting, seat.person.id))
        .collect();
    let out = match out.as_slice() {
        [] => String::new(),
        out => format!(" · not {}", out.join(", ")),
    };
    let rule = vote.majority.name();
    match vote.electorate.len() {
        0 => format!("nobody is marked present who may vote · {rule}"),
        may => format!("{may} may vote{out} · {rule}"),
    }
}

fn choose(
    vote: &TakeVote,
    meeting: &Meeting,
    at: usize,
    desk: &Desk,
    frame: &mut Frame<'_>,
    area: Rect,
) {
    let choices = choices(vote.question.as_ref(), meeting, vote.item);
    let first = draw::first_row(at, choices.len(), usize::from(area.height));
    for ((place, choice), y) in choices
        .iter()
        .enumerate()
        .skip(first)
        .zip(area.y..area.bottom())
    {
        let row = Rect {
            y,
            height: 1,
            ..area
        };
        let style = draw::row(desk, frame, row, place == at, Tone::Text);
        let words = match choice {
            Choice::Majority => format!("another majority than {}", vote.majority.name()),
            other => other.words().to_owned(),
        };
        let buffer = frame.buffer_mut();
        let letter = choice.letter().to_string();
        draw::put(buffer, row.x + 2, y, row, &letter, style);
        draw::put(buffer, row.x + 5, y, row, &words, style);
    }
}

fn count(
    vote: &TakeVote,
    field: usize,
    numbers: &[String; 3],
    desk: &Desk,
    frame: &mut Frame<'_>,
    area: Rect,
) {
    let labels = ["For", "Against", "Abstained"];
    let counts = vote.counts().unwrap_or_default();
    for (((place, label), number), y) in labels
        .iter()
        .enumerate()
        .zip(numbers)
        .zip(area.y..area.bottom())
    {
        let row = Rect {
            y,
            height: 1,
            ..area
        };
        let style = draw::row(desk, frame, row, place == field, Tone::Text);
        let aside = match (place, number.is_empty()) {
            (2, true) if field == 2 => format!("{} if you leave it so", counts.abstentions),
            (2, false) => {
                let silent = vote.electorate.len().saturating_sub(counts.all());
                match silent {
                    0 => String::new(),
                    silent => format!("{silent} did not vote"),
                }
            }
            _ => String::new(),
        };
        let buffer = frame.buffer_mut();
        draw::put(buffer, row.x + 2, y, row, label, style);
        draw::put(buffer, row.x + 14, y, row, number, style);
        draw::put(buffer, row.x + 22, y, row, &aside, style);
    }
    if let (Some(number), Ok(field)) = (numbers.get(field), u16::try_from(field)) {
        let x = area.x + 14 + u16::try_from(width_of(number)).unwrap_or(0);
        if area.y + field < area.bottom() {
            frame.set_cursor_position((x, area.y + field));
        }
    }
}

fn named(
    vote: &TakeVote,
    meeting: &Meeting,
    division: &Division,
    desk: &Desk,
    frame: &mut Frame<'_>,
    area: Rect,
) {
    let number = |cast| division.number(Mark::Cast(cast));
    let silent = match division.number(Mark::Silent) {
        0 => String::new(),
        silent => format!(", {silent} not voting"),
    };
    let words = format!(
        "{} of {} · {} for, {} against, {} abstained{silent}",
        division.done(),
        division.marks.len(),
        number(Cast::For),
        number(Cast::Against),
        number(Cast::Abstained),
    );
    let style = desk.theme.style(Tone::Current);
    draw::put(frame.buffer_mut(), area.x + 1, area.y, area, &words, style);
    let list = Rect {
        y: (area.y + 1).min(area.bottom()),
        height: area.height.saturating_sub(1),
        ..area
    };
    let members: Vec<_> = vote.electorate.iter().zip(&division.marks).collect();
    let first = draw::first_row(division.at, members.len(), usize::from(list.height));
    for ((place, (person, mark)), y) in members
        .iter()
        .enumerate()
        .skip(first)
        .zip(list.y..list.bottom())
    {
        let row = Rect {
            y,
            height: 1,
            ..list
        };
        let style = draw::row(desk, frame, row, place == division.at, Tone::Text);
        let name = meeting.seat(**person).map_or_else(String::new, |seat| {
            seat.person.name(NameForm::ShortFull, meeting.head.date)
        });
        let words_x = row.right().saturating_sub(14);
        let room = Rect {
            width: row.width.saturating_sub(16),
            ..row
        };
        let name = draw::cut(&name, usize::from(room.width.saturating_sub(3)));
        draw::put(frame.buffer_mut(), row.x + 2, y, room, &name, style);
        let mark = mark.map_or("·", Mark::name);
        draw::put(frame.buffer_mut(), words_x, y, row, mark, style);
    }
}

fn casting(meeting: &Meeting, desk: &Desk, frame: &mut Frame<'_>, area: Rect) {
    let chair = crate::minutes::attendance::in_chair(&meeting.seats, &meeting.stream, desk.now)
        .map_or_else(String::new, |chair| formal_words::name(meeting, chair));
    let rows = [
        (
            format!("As many for as against. The casting vote of {chair}, in the chair:"),
            Tone::Warning,
        ),
        ("f  for".to_owned(), Tone::Text),
        ("a  against".to_owned(), Tone::Text),
        ("n  none is given: it is lost".to_owned(), Tone::Text),
    ];
    for ((words, tone), y) in rows.iter().zip(area.y..area.bottom()) {
        let words = draw::cut(words, usize::from(area.width.saturating_sub(2)));
        let style = desk.theme.style(*tone);
        draw::put(frame.buffer_mut(), area.x + 1, y, area, &words, style);
    }
}
