//! Reads published minutes, in text or Markdown, as a proposal of a record.
//!
//! Minutes are printed in as many ways as there are councils, so everything here is a reading that a clerk looks over:
//! a [`Proposal`] is plain data with the lines that each part came from, and what cannot be told is left out, since a
//! wrong value is worse than none. No paragraph is lost: each stands in the head, under one item, or among the
//! furniture of pages.
//!
//! The text is read in steps, each a file: `lines` cleans it, `unfold` cuts lines that hold several items,
//! `items` finds the headings, `paragraphs` joins what pages broke; then `head`, `people`, `decisions`,
//! `votes` and `actions` each read what they know of. Nothing here does IO, and the work grows with the length of
//! the text: everything is scanned by hand, phrases of bounded length are tried at each word.

mod actions;
mod decisions;
mod head;
mod items;
mod kinds;
mod lines;
mod marker;
mod names;
mod paragraphs;
mod people;
mod proposal;
mod report;
mod text;
mod titles;
mod unfold;
mod verbs;
mod votes;
mod when;

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

pub use proposal::{
    Action, DateSource, Declaration, Furniture, Item, Marking, Movement, Named, Paragraph,
    Proposal, Resolution, Vote,
};

use actions::Against;
use items::Heading;
use kinds::Kinds;
use lines::Line;
use paragraphs::Block;

use crate::minutes::entry::Kind;

/// A day that due phrases are tried against where the meeting's own is not known.
const SOME_DAY: NaiveDate = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap();

/// An item while it is being read.
struct Business {
    number: Option<String>,
    title: String,
    line: usize,
    blocks: Vec<Block>,
}

/// Reads published minutes. The name of the file, if there is one, may tell the day of the meeting.
pub fn read(text: &str, name: Option<&str>) -> Proposal {
    let mut read = lines::read(text);
    unfold::unfold(&mut read);
    let report = report::find(&read.lines);
    let headings = report.as_ref().map_or_else(
        || items::find(&read.lines),
        |report| vec![report.subject.clone()],
    );
    let recommended = report.as_ref().map(|report| &report.starts);
    let (head, business) = divide(&read.lines, &headings, recommended);
    let mut proposal = Proposal {
        furniture: read.furniture,
        ..Proposal::default()
    };
    whole(&mut proposal, &head, &business, name);
    if let Some(report) = &report {
        of_report(&mut proposal, report, &business);
        let mut proposal = with_paragraphs(proposal, &head, business);
        // What was approved before is told there, and not decided.
        let paragraphs = proposal.items.iter_mut().flat_map(|item| &mut item.entries);
        for paragraph in paragraphs.filter(|paragraph| paragraph.kind == Kind::Decision) {
            paragraph.kind = Kind::Narrative;
        }
        return proposal;
    }
    roll(&mut proposal, &head, &business, &read.lines);
    let people = called(&proposal);
    let against = Against {
        people: &people,
        date: proposal.date.unwrap_or(SOME_DAY),
    };
    // What was done before the first item, but not the lists of people.
    let first: Vec<Block> = head
        .iter()
        .filter(|block| {
            !people::is_roll(&block.text)
                && (text::is_ended(&block.text)
                    || text::has(
                        &text::lower(text::start(&block.text, 600)),
                        &["proposed", "seconded", "resolved", "agreed"],
                    ))
        })
        .cloned()
        .collect();
    outcomes(&mut proposal, None, None, &first, against);
    for item in &business {
        // A title may be a sentence: "7. The Clerk to write to the school."
        let title = Block {
            text: item.title.clone(),
            lines: (item.line, item.line),
            ..Block::default()
        };
        let says_more = item.title.split_whitespace().count() >= 6;
        let title = says_more.then_some(&title);
        outcomes(
            &mut proposal,
            item.number.as_deref(),
            title,
            &item.blocks,
            against,
        );
    }
    with_paragraphs(proposal, &head, business)
}

/// What a report asks for; it has no roll, and what else it tells is no business of a meeting.
fn of_report(proposal: &mut Proposal, report: &report::Report, business: &[Business]) {
    let date = proposal.date.unwrap_or(SOME_DAY);
    for item in business {
        proposal.actions.extend(report.actions(&item.blocks, date));
    }
    // "Ottermouth Council", found elsewhere, says more than "COUNCIL".
    let fuller = proposal
        .body
        .as_ref()
        .is_some_and(|body| text::lower(body).ends_with(&text::lower(&report.to)));
    if !fuller && !report.to.is_empty() {
        proposal.body = Some(report.to.clone());
    }
}

/// The proposal with every paragraph in its place, as the entry that it would be.
fn with_paragraphs(mut proposal: Proposal, head: &[Block], business: Vec<Business>) -> Proposal {
    let people = called(&proposal);
    let against = Against {
        people: &people,
        date: proposal.date.unwrap_or(SOME_DAY),
    };
    let kinds = Kinds::of(&proposal);
    let above: Vec<Paragraph> = head
        .iter()
        .map(|block| kinds.paragraph(block, against))
        .collect();
    let items = business
        .into_iter()
        .map(|item| Item {
            entries: item
                .blocks
                .iter()
                .map(|block| kinds.paragraph(block, against))
                .collect(),
            number: item.number,
            title: item.title,
            line: item.line,
        })
        .collect();
    proposal.head = above;
    proposal.items = items;
    proposal
}

/// Parts the text into its head and its items.
fn divide(
    lines: &[Line],
    headings: &[Heading],
    more_starts: Option<&HashSet<usize>>,
) -> (Vec<Block>, Vec<Business>) {
    let by_place: HashMap<usize, &Heading> = headings
        .iter()
        .map(|heading| (heading.place, heading))
        .collect();
    let mut starts: HashSet<usize> = by_place.keys().copied().collect();
    // Under a number that stands alone the next line begins the title, and another paragraph follows that.
    starts.extend(
        headings
            .iter()
            .filter(|heading| heading.alone)
            .map(|heading| heading.place + 1),
    );
    starts.extend(more_starts.into_iter().flatten());
    let blocks = paragraphs::join(lines, &starts);
    let mut head = Vec::new();
    let mut business: Vec<Business> = Vec::new();
    let mut title_follows = false;
    for block in blocks {
        if let Some(heading) = by_place.get(&block.place) {
            if heading.alone {
                business.push(Business {
                    number: heading.number.clone(),
                    title: String::new(),
                    line: block.lines.0,
                    blocks: Vec::new(),
                });
                title_follows = true;
                continue;
            }
            // The block may be longer than the heading's line, which the marker began.
            let skipped = lines
                .get(block.place)
                .map_or(0, |line| line.text.len() - heading.rest.len());
            let words = block
                .text
                .get(skipped..)
                .unwrap_or(&block.text)
                .trim_start();
            open(&mut business, heading.number.clone(), words, &block);
            title_follows = false;
        } else if title_follows {
            title_follows = false;
            if let Some(item) = business.last_mut() {
                let (title, rest) = titles::split(&block.text);
                title.clone_into(&mut item.title);
                if !rest.is_empty() {
                    item.blocks.push(Block {
                        text: rest.to_owned(),
                        ..block
                    });
                }
            }
        } else {
            match business.last_mut() {
                Some(item) => item.blocks.push(block),
                None => head.push(block),
            }
        }
    }
    (head, business)
}

fn open(business: &mut Vec<Business>, number: Option<String>, words: &str, block: &Block) {
    let stands_out = block.lines.0 == block.lines.1 && (block.strong || text::is_capitals(words));
    let (title, rest) = if stands_out {
        titles::split_heading(words)
    } else {
        titles::split(words)
    };
    let blocks = if rest.is_empty() {
        Vec::new()
    } else {
        vec![Block {
            text: rest.to_owned(),
            ..block.clone()
        }]
    };
    business.push(Business {
        number,
        title: title.to_owned(),
        line: block.lines.0,
        blocks,
    });
}

/// What holds of the whole meeting: body, day, hours, place, next meeting.
fn whole(proposal: &mut Proposal, head: &[Block], business: &[Business], name: Option<&str>) {
    let file = name.and_then(|name| when::in_file_name(name, SOME_DAY));
    let everything = head
        .iter()
        .chain(business.iter().flat_map(|item| &item.blocks));
    let mut all: Vec<when::Dated> = Vec::new();
    for block in everything {
        // A few dates are enough to tell the year.
        if all.len() < 400 {
            all.extend(when::dates(text::start(&block.text, 20_000), SOME_DAY));
        }
    }
    proposal.body = head::body(head);
    proposal.meeting_type = head::meeting_type(head);
    proposal.venue = head::venue(head);
    if let Some((date, from, doubtful)) = head::date(head, &all, file) {
        proposal.date = Some(date);
        proposal.date_from = Some(from);
        if doubtful {
            proposal.doubts.push(format!(
                "The weekday written beside the meeting's date is not that of {date}."
            ));
        }
    }
    let rest: Vec<(&str, &str)> = business
        .iter()
        .flat_map(|item| {
            std::iter::once((item.title.as_str(), item.title.as_str())).chain(
                item.blocks
                    .iter()
                    .map(|block| (item.title.as_str(), block.text.as_str())),
            )
        })
        .collect();
    let hours = head::hours(head, &rest);
    if let Some((time, written)) = hours.start {
        proposal.start = Some(when::clock(time));
        proposal.start_as_written = Some(written);
    }
    if let Some((time, written)) = hours.end {
        proposal.end = Some(when::clock(time));
        proposal.end_as_written = Some(written);
    }
    let mut titled: Vec<(&str, Vec<&str>)> =
        vec![("", head.iter().map(|block| block.text.as_str()).collect())];
    titled.extend(business.iter().map(|item| {
        (
            item.title.as_str(),
            item.blocks
                .iter()
                .map(|block| block.text.as_str())
                .collect(),
        )
    }));
    if let Some((date, written, doubtful)) = head::next_meeting(&titled, proposal.date) {
        proposal.next_meeting = Some(date);
        proposal.next_meeting_as_written = Some(written);
        if doubtful {
            proposal.doubts.push(format!(
                "The weekday written beside the next meeting's date is not that of {date}."
            ));
        }
    }
}

fn roll(proposal: &mut Proposal, head: &[Block], business: &[Business], lines: &[Line]) {
    let items: Vec<people::Business> = business
        .iter()
        .map(|item| people::Business {
            title: &item.title,
            line: item.line,
            blocks: item
                .blocks
                .iter()
                .map(|block| (block.text.as_str(), block.lines.0))
                .collect(),
        })
        .collect();
    let roll = people::read(head, &items, lines);
    proposal.present = roll.present;
    proposal.in_attendance = roll.in_attendance;
    proposal.apologies = roll.apologies;
    proposal.absent = roll.absent;
    proposal.members_of_public = roll.members_of_public;
}

/// By what those who were there may be called in the text: given name, family name, initials.
fn called(proposal: &Proposal) -> Vec<String> {
    let mut called: Vec<String> = Vec::new();
    for named in proposal
        .present
        .iter()
        .chain(&proposal.in_attendance)
        .take(200)
    {
        let words: Vec<&str> = named
            .name
            .split(' ')
            .map(text::bare)
            .filter(|word| word.chars().count() > 2 && !matches!(*word, "Mrs" | "Miss" | "the"))
            .collect();
        called.extend(words.iter().map(|word| (*word).to_owned()));
        called.push(named.name.clone());
        // "Ann Moss" is Mrs Ann Moss too.
        if words.len() > 1 {
            called.push(words.join(" "));
        }
        called.extend(named.note.iter().filter(|note| note.len() <= 4).cloned());
    }
    called
}

/// What came of one item.
fn outcomes(
    proposal: &mut Proposal,
    item: Option<&str>,
    title: Option<&Block>,
    blocks: &[Block],
    against: Against<'_>,
) {
    let all: Vec<&Block> = title.into_iter().chain(blocks).collect();
    // A stock title gives nobody anything to do: "Declarations of interest in matters to be discussed".
    let title = title.filter(|title| !items::begins_stock(&title.text));
    let doing: Vec<&Block> = title.into_iter().chain(blocks).collect();
    let resolutions = decisions::resolutions(item, &all);
    proposal
        .actions
        .extend(actions::actions(item, &doing, &resolutions, against));
    proposal.votes.extend(votes::votes(item, &all));
    proposal.resolutions.extend(resolutions);
    for block in blocks {
        for range in text::sentences(&block.text) {
            if let Some(sentence) = block.text.get(range) {
                moved(proposal, item, sentence, block.lines.0);
            }
        }
    }
}

/// Comings, goings and interests that a sentence tells.
fn moved(proposal: &mut Proposal, item: Option<&str>, sentence: &str, line: usize) {
    let lower = text::lower(text::start(sentence, 600));
    if let Some(what) = people::movement(&lower) {
        let cue = [
            "left",
            "withdrew",
            "vacated",
            "departed",
            "arrived",
            "joined",
            "entered",
            "returned",
            "rejoined",
            "re-joined",
        ];
        let name = cue.iter().find_map(|cue| people::subject(sentence, cue));
        if let Some(name) = name {
            let time = when::times(sentence)
                .first()
                .map(|timed| when::clock(timed.time));
            proposal.movements.push(Movement {
                item: item.map(str::to_owned),
                name,
                what,
                time,
                text: sentence.to_owned(),
                line,
            });
        }
    }
    let declared = text::has(
        &lower,
        &["declared an interest", "declared a", "declared interest"],
    );
    if declared
        && lower.contains("interest")
        && let Some(name) = people::subject(sentence, "declared")
    {
        proposal.declarations.push(Declaration {
            item: item.map(str::to_owned),
            name,
            text: sentence.to_owned(),
            line,
        });
    }
}
