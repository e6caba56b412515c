//! The minutes of a meeting as a document.

use std::collections::VecDeque;

use crate::minutes::agenda::Item;
use crate::minutes::entry::{Entry, Kind, NextMeetings};
use crate::minutes::exempt::{Copy, Covers};
use crate::minutes::formal;
use crate::minutes::happenings::{self, Happening};
use crate::minutes::meeting::Meeting;
use crate::minutes::table;
use crate::minutes::template::Template;
use crate::minutes::template::layout::{
    ActionBlock, ActionList, HeadingCase, ItemOrder, Numbering,
};
use crate::minutes::wording::{ExemptOn, Occasion, Sentence, Spot, WordingError, capital};

use super::document::{Block, Document, Furniture, ListItem, Marks, Number, Source, Words};
use super::entries::{is_point, run, table_of};
use super::{Material, Pattern, lines, mark, one_stop, roll};

/// The minutes.
pub(super) const PATTERN: Pattern = Pattern {
    name: "Minutes",
    about: "The minutes",
    also: &[],
    make: minutes,
};

/// The minutes as they stand, at any moment of the meeting or after it. The clerk's private notes are in no document.
fn minutes<'a>(material: &'a Material<'a>) -> (Document, Vec<WordingError>) {
    let Material {
        meeting, template, ..
    } = *material;
    let mut draft = Draft {
        meeting,
        material,
        template,
        blocks: Vec::new(),
        errors: Vec::new(),
    };
    draft.header();
    draft.roll();
    for (place, item) in in_order(meeting, template.layout.item_order)
        .into_iter()
        .enumerate()
    {
        draft.item(place, item);
    }
    draft.actions_at_end();
    draft.mark_exempt();
    draft.approval();
    draft.signature();
    let title = draft.blocks.iter().find_map(Block::title).cloned();
    let title = title.unwrap_or_else(|| Words::new(meeting.head.title()));
    let document = Document {
        bullet: Words::new(template.layout.bullet()),
        furniture: Furniture {
            mark: mark(meeting),
            running: title.clone(),
            ..Furniture::default()
        },
        ..Document::of(meeting, title, draft.blocks)
    };
    (document, draft.errors)
}

/// The items that the minutes have, in their order there.
///
/// An item that was passed over and has no entries has no minute.
fn in_order(meeting: &Meeting, order: ItemOrder) -> Vec<&Item> {
    let mut items: Vec<&Item> = meeting
        .items
        .iter()
        .filter(|item| !item.skipped || item.public_entries().next().is_some())
        .collect();
    match order {
        ItemOrder::Agenda => {}
        // The sort is stable: items that were never put keep the order of the agenda.
        ItemOrder::Taken => items.sort_by_key(|item| {
            let first = item.spells.iter().map(|spell| spell.put).min();
            (first.is_none(), first)
        }),
    }
    items
}

/// A document in the making.
struct Draft<'a> {
    meeting: &'a Meeting,
    material: &'a Material<'a>,
    template: &'a Template,
    blocks: Vec<Block>,
    errors: Vec<WordingError>,
}

impl<'a> Draft<'a> {
    fn header(&mut self) {
        let occasion = Occasion::of(self.meeting);
        for (place, line) in self.template.layout.header.iter().enumerate() {
            let said = self.said(Spot::Header(place), &occasion);
            // A wording without anything of the meeting's in it is the template's own.
            let source = if said == line.text.source() {
                Source::Template
            } else {
                Source::Head
            };
            self.blocks.extend(line.style.blocks(&said, source));
        }
    }

    fn roll(&mut self) {
        let meeting = self.meeting;
        let lists = roll::lists(meeting, &self.template.layout.attendance);
        for (spot, groups) in lists {
            if groups.is_empty() {
                continue;
            }
            let occasion = Occasion {
                groups,
                ..Occasion::of(meeting)
            };
            let said = self.said(spot, &occasion);
            self.blocks.extend(lines(&said).map(|text| Block::Line {
                text,
                source: Source::Roll,
            }));
        }
    }

    fn item(&mut self, place: usize, item: &'a Item) {
        let layout = &self.template.layout;
        let title = item.outline.title.as_str();
        let title = match layout.headings {
            HeadingCase::AsWritten => title.to_owned(),
            HeadingCase::Upper => title.to_uppercase(),
            HeadingCase::Sentence => capital(title),
        };
        let (number, title) = match layout.numbering {
            Numbering::None => (None, title),
            Numbering::PerMeeting => {
                let published = item.outline.number.as_deref();
                Number::of_item(published, place, &title)
            }
        };
        self.blocks.push(Block::Heading {
            level: 1,
            number,
            text: Words::new(&title),
            source: Source::Item(item.id),
        });
        self.exempt(item);
        let in_item = layout.actions.in_item.as_ref();
        let entries: Vec<&Entry> = item.public_entries().collect();
        let mut happened = self.happenings(item);
        let mut rest = entries.as_slice();
        while let [entry, after @ ..] = rest {
            while happened.front().is_some_and(|it| it.at < entry.started_at) {
                self.happened(happened.pop_front());
            }
            // A lead-in right before actions goes below their heading.
            let leads = entry.kind == Kind::LeadIn && after.first().is_some_and(|e| is_action(e));
            rest = if is_point(entry) {
                let (points, rest) = run(rest, is_point);
                self.points(item, points);
                rest
            } else if let Some(block) = in_item
                && (is_action(entry) || leads)
            {
                let (lead_in, actions) = if leads {
                    (Some(*entry), after)
                } else {
                    (None, rest)
                };
                let (actions, rest) = run(actions, is_action);
                self.actions_in_item(item, block, lead_in, actions);
                rest
            } else {
                if !is_action(entry) {
                    self.entry(item, entry);
                }
                after
            };
        }
        for it in happened {
            self.happened(Some(it));
        }
    }

    /// That an item is exempt: in a public copy in place of its minute, where no open summary stands there.
    fn exempt(&mut self, item: &'a Item) {
        let copied = self.material.copied;
        let Some(paragraphs) = copied.exempt_item(item.id).filter(|_| item.was_put()) else {
            return;
        };
        let summary = self.meeting.mark_on(Covers::Item(item.id));
        let has_summary = summary.is_some_and(|mark| !mark.summary.trim().is_empty());
        let sentence = match copied.which() {
            Copy::Public if has_summary => return,
            Copy::Public => Sentence::ExemptMinute,
            Copy::Full => Sentence::NotForPublication,
        };
        let mut occasion = Occasion::of(self.meeting).item(item);
        occasion.exempt = Some(ExemptOn::grounds(paragraphs));
        let said = self.said(Spot::Sentence(sentence), &occasion);
        self.paragraph(&said, Source::Item(item.id), None);
    }

    /// Marks each exempt entry under an item that is not exempt: in a full copy nothing else would tell which these are.
    fn mark_exempt(&mut self) {
        let (meeting, copied) = (self.meeting, self.material.copied);
        if copied.which() == Copy::Public {
            return;
        }
        for (item, entry) in meeting.entries() {
            let Some(grounds) = copied.exempt_entry(entry.id) else {
                continue;
            };
            if copied.exempt_item(item.id).is_some() {
                continue;
            }
            let mut occasion = Occasion::of(meeting).item(item);
            occasion.exempt = Some(ExemptOn::grounds(grounds));
            let mark = self.said(Spot::Sentence(Sentence::ExemptEntry), &occasion);
            let of_it = Source::Entry(entry.id);
            // All paragraphs of one entry come from it: the first of them is marked.
            let text = self.blocks.iter_mut().find_map(|block| match block {
                Block::Paragraph { text, source, .. } if *source == of_it => Some(text),
                Block::List { items, .. } => {
                    let mut items = items.iter_mut();
                    items.find_map(|one| (one.source == of_it).then_some(&mut one.text))
                }
                Block::Paragraph { .. }
                | Block::Title { .. }
                | Block::Line { .. }
                | Block::Address { .. }
                | Block::Heading { .. }
                | Block::FrontSheet { .. }
                | Block::Table(_)
                | Block::Signature { .. } => None,
            });
            if let Some(text) = text {
                *text = Words::new(&format!("{mark} {text}"));
            }
        }
    }

    /// Who came and went under an item, where the house style tells of it.
    fn happenings(&self, item: &Item) -> VecDeque<Happening> {
        // A published text says by itself who came and went.
        if !self.meeting.is_timed() {
            return VecDeque::new();
        }
        let sentences = self.template.layout.attendance.sentences;
        let all = happenings::of(self.meeting).into_iter();
        all.filter(|it| it.under == Some(item.id) && (sentences || it.what.must_be_told()))
            .collect()
    }

    fn happened(&mut self, happening: Option<Happening>) {
        let Some(happening) = happening else { return };
        let said = happenings::said(self.meeting, self.template, &happening);
        let text = said.unwrap_or_else(|error| self.stand_in(error));
        self.paragraph(&text, Source::Roll, None);
    }

    fn entry(&mut self, item: &'a Item, entry: &'a Entry) {
        if let Some(said) = formal::wording::paragraphs(self.meeting, self.template, item, entry) {
            let mut time = self.time(entry);
            for said in said {
                let text = said.unwrap_or_else(|error| self.stand_in(error));
                self.paragraph(&text, Source::Entry(entry.id), time.take());
            }
            return;
        }
        if entry.heard().is_some() {
            let mut time = self.time(entry);
            for paragraph in entry.text.lines() {
                self.paragraph(paragraph, Source::Entry(entry.id), time.take());
            }
            return;
        }
        if let Some(rows) = table::read(&entry.text) {
            let said = self.worded(item, entry, &rows.caption);
            self.paragraph(&said, Source::Entry(entry.id), self.time(entry));
            self.blocks.push(table_of(&rows, Source::Entry(entry.id)));
            return;
        }
        let text = self.words_of(item, entry);
        self.paragraph(&text, Source::Entry(entry.id), self.time(entry));
        if let Some(next) = entry.next_meetings().filter(|next| next.dates.len() > 1) {
            self.next_meetings(item, entry, next);
        }
    }

    fn paragraph(&mut self, text: &str, source: Source, time: Option<Words>) {
        let text = Words::new(text);
        if !text.is_empty() {
            self.blocks.push(Block::Paragraph {
                number: None,
                text,
                source,
                time,
            });
        }
    }

    /// The dates announced, below the sentence that announces them, and the time that they share.
    fn next_meetings(&mut self, item: &'a Item, entry: &Entry, next: &NextMeetings) {
        let source = Source::Entry(entry.id);
        let dates: Vec<_> = next.dates.iter().map(|one| one.date).collect();
        let items = dates
            .iter()
            .map(|date| ListItem {
                text: Words::new(&self.template.layout.date.format(*date)),
                source,
                time: None,
            })
            .collect();
        let marks = Marks::Bullets;
        self.blocks.push(Block::List { marks, items });
        if let Some(time) = next.time {
            let occasion = Occasion::of(self.meeting).item(item).at(time).dates(dates);
            let said = self.said(Spot::Sentence(Sentence::CommonTime), &occasion);
            self.paragraph(&said, source, None);
        }
    }

    fn points(&mut self, item: &'a Item, points: &[&'a Entry]) {
        let items = points
            .iter()
            .map(|entry| ListItem {
                text: Words::new(&self.words_of(item, entry)),
                source: Source::Entry(entry.id),
                time: self.time(entry),
            })
            .collect();
        self.push_list(items);
    }

    fn push_list(&mut self, mut items: Vec<ListItem>) {
        items.retain(|item| !item.text.is_empty());
        if !items.is_empty() {
            let marks = Marks::Bullets;
            self.blocks.push(Block::List { marks, items });
        }
    }

    /// A run of actions within an item, under its heading and behind its lead-in.
    fn actions_in_item(
        &mut self,
        item: &'a Item,
        block: &'a ActionBlock,
        lead_in: Option<&'a Entry>,
        actions: &[&'a Entry],
    ) {
        self.action_heading(2, block);
        if let Some(entry) = lead_in {
            self.entry(item, entry);
        } else {
            let occasion = Occasion::of(self.meeting).item(item);
            let said = self.said(Spot::Sentence(Sentence::Actions), &occasion);
            self.paragraph(&said, Source::Template, None);
        }
        let actions: Vec<(&Item, &Entry)> = actions.iter().map(|entry| (item, *entry)).collect();
        self.actions(Spot::ActionInItem, block, &actions);
    }

    fn actions_at_end(&mut self) {
        let Some(block) = &self.template.layout.actions.at_end else {
            return;
        };
        let items = in_order(self.meeting, self.template.layout.item_order);
        let actions: Vec<(&Item, &Entry)> = items
            .into_iter()
            .flat_map(|item| item.public_entries().map(move |entry| (item, entry)))
            .filter(|(_, entry)| is_action(entry))
            .collect();
        if !actions.is_empty() {
            self.action_heading(1, block);
            self.actions(Spot::ActionAtEnd, block, &actions);
        }
    }

    fn action_heading(&mut self, level: u8, block: &ActionBlock) {
        let text = Words::new(&block.heading);
        if !text.is_empty() {
            self.blocks.push(Block::Heading {
                level,
                number: None,
                text,
                source: Source::Template,
            });
        }
    }

    fn actions(&mut self, spot: Spot, block: &ActionBlock, actions: &[(&'a Item, &'a Entry)]) {
        let items: Vec<ListItem> = actions
            .iter()
            .map(|(item, entry)| {
                let occasion = Occasion {
                    text: &entry.text,
                    action: entry.action(),
                    owner_form: block.owners,
                    ..Occasion::of(self.meeting).item(item)
                };
                let said = self.said(spot, &occasion);
                ListItem {
                    text: Words::new(one_stop(&said, &entry.text)),
                    source: Source::Entry(entry.id),
                    time: self.time(entry),
                }
            })
            .collect();
        match block.list {
            ActionList::Bullets => self.push_list(items),
            ActionList::Paragraphs => {
                self.blocks
                    .extend(items.into_iter().map(|item| Block::Paragraph {
                        number: None,
                        text: item.text,
                        source: item.source,
                        time: item.time,
                    }));
            }
        }
    }

    /// That the minutes were approved, and what was found wrong in them since.
    fn approval(&mut self) {
        let Some(approval) = &self.meeting.approval else {
            return;
        };
        let approved = &approval.approved;
        let mut occasion = Occasion::of(self.meeting).dates(vec![approval.on]);
        occasion.signed = &approved.signed;
        occasion.corrections = approved
            .corrections
            .iter()
            .map(|one| one.words.as_str())
            .collect();
        let said = self.said(Spot::Sentence(Sentence::ApprovedOn), &occasion);
        self.paragraph(&said, Source::Head, None);
        for stated in &self.meeting.corrections {
            let mut occasion = Occasion::of(self.meeting).dates(vec![stated.at.date_naive()]);
            occasion.text = &stated.words;
            let said = self.said(Spot::Sentence(Sentence::CorrectionStated), &occasion);
            self.paragraph(&said, Source::Head, None);
        }
    }

    fn signature(&mut self) {
        let occasion = Occasion::of(self.meeting);
        for place in 0..self.template.layout.signature.len() {
            let said = self.said(Spot::Signature(place), &occasion);
            self.blocks
                .extend(lines(&said).map(|text| Block::Signature {
                    text,
                    ruled: place == 0,
                }));
        }
    }

    /// The words of an entry as the layout prints its kind.
    fn words_of(&mut self, item: &'a Item, entry: &'a Entry) -> String {
        self.worded(item, entry, &entry.text)
    }

    /// Words of an entry as the layout prints its kind; nothing where there are none.
    fn worded(&mut self, item: &'a Item, entry: &Entry, text: &str) -> String {
        if text.is_empty() {
            return String::new();
        }
        let occasion = Occasion {
            text,
            ..Occasion::of(self.meeting).item(item)
        };
        let said = self.said(Spot::Entry(entry.kind), &occasion);
        one_stop(&said, text).to_owned()
    }

    /// A wording filled in, or what stands for it.
    fn said(&mut self, spot: Spot, occasion: &Occasion<'_>) -> String {
        self.template
            .word(spot, occasion)
            .unwrap_or_else(|error| self.stand_in(error))
    }

    fn stand_in(&mut self, error: WordingError) -> String {
        let stand_in = error.stand_in();
        self.errors.push(error);
        stand_in
    }

    fn time(&self, entry: &Entry) -> Option<Words> {
        let layout = &self.template.layout;
        (layout.entry_times && self.meeting.is_timed())
            .then(|| Words::new(&layout.time.format(entry.started_at.time())))
    }
}

fn is_action(entry: &Entry) -> bool {
    entry.kind == Kind::Action
}
