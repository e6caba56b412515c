//! Who was there, who was not, and who is said to have sent apologies.

mod labels;
mod lists;
mod movement;
mod said;
mod settling;

use crate::import::lines::Line;
use crate::import::names::{self, Entry, is_member_title};
use crate::import::paragraphs::Block;
use crate::import::proposal::Named;
use crate::import::text::{bare, begins, first_of, has, is_capitals, lower, sentences, start};
pub use labels::is_roll;
use labels::{List, segments};
use lists::{PROSE, begins_with_title, is_courtesy, is_list_of_names, public};
pub use movement::{movement, subject};

/// Labels that name an office, which whoever follows holds.
const OFFICES: [&str; 14] = [
    "chair",
    "chairman",
    "chairperson",
    "clerk",
    "town clerk",
    "parish clerk",
    "vice chair",
    "vice chairman",
    "vice-chair",
    "vice-chairman",
    "cathaoirleach",
    "in the chair",
    "present in the chair",
    "clerk to the council",
];

/// All lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roll {
    pub present: Vec<Named>,
    pub in_attendance: Vec<Named>,
    pub apologies: Vec<Named>,
    pub absent: Vec<Named>,
    pub members_of_public: Option<u32>,
}

/// An item in which people may be named.
pub struct Business<'t> {
    /// Its heading.
    pub title: &'t str,
    /// The line of that.
    pub line: usize,
    /// What stands under it, and the first line of that.
    pub blocks: Vec<(&'t str, usize)>,
}

/// Reads who was there from what stands above the items, and from the items about attendance.
pub fn read(head: &[Block], items: &[Business], lines: &[Line]) -> Roll {
    let mut reader = Reader::default();
    for block in head {
        reader.block(&block.text, block.lines.0, Place::Head);
    }
    for (place, item) in items.iter().enumerate() {
        let title = lower(item.title);
        let about_people = has(
            &title,
            &[
                "apologies",
                "apology",
                "attendance",
                "present",
                "absence",
                "absent",
                "attendees",
                "welcome",
            ],
        ) || title.starts_with("apolog");
        if !about_people || place > 5 && !title.contains("apolog") {
            continue;
        }
        reader.item(item);
    }
    if reader.roll.present.is_empty() && !reader.labelled {
        reader.bare_names(head, lines);
    }
    reader.settle()
}

/// Words of lines that name a place or a body and nobody.
const PLACES: [&str; 14] = [
    "hall",
    "room",
    "council",
    "committee",
    "road",
    "street",
    "house",
    "centre",
    "chamber",
    "parish",
    "minutes",
    "meeting",
    "panel",
    "board",
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Head,
    Item,
}

#[derive(Default)]
struct Reader {
    roll: Roll,
    /// The list that names without a label go into, the title and role that its label gave.
    list: Option<(List, Option<String>, Option<String>)>,
    /// Whether any label of presence was seen.
    labelled: bool,
    /// Whether those who serve the meeting have a label of their own.
    parted: bool,
    /// For each of those present, whether they surely are no members.
    candidates: Vec<(Named, Entry)>,
}

impl Reader {
    fn block(&mut self, text: &str, line: usize, place: Place) {
        if let Some(count) = public(text) {
            self.roll.members_of_public.get_or_insert(count);
        }
        for (label, content) in segments(text, true) {
            match label {
                Some((list, words)) => {
                    let words_lower = lower(words);
                    let role = OFFICES
                        .contains(&words_lower.as_str())
                        .then(|| words.to_owned());
                    let title = is_member_title(words).then(|| words.to_owned());
                    let group = title.or_else(|| {
                        has(
                            &words_lower,
                            &[
                                "officers",
                                "officials",
                                "co-optees",
                                "public",
                                "staff",
                                "visitors",
                                "guests",
                                "press",
                            ],
                        )
                        .then(|| words.to_owned())
                    });
                    self.labelled |= list == List::Present;
                    self.parted |= list == List::InAttendance
                        && has(
                            &words_lower,
                            &[
                                "attendance",
                                "also present",
                                "officers",
                                "officials",
                                "others present",
                            ],
                        );
                    // "Clerk: none" gives a role to one alone.
                    let role = role
                        .filter(|_| words_lower != "present in the chair")
                        .or_else(|| {
                            (words_lower == "present in the chair")
                                .then(|| "in the chair".to_owned())
                        });
                    self.list = Some((list, group, role));
                    self.names(content, line);
                }
                // "North Ward:" parts a list and ends none.
                None if self.list.is_some()
                    && content.trim_end().ends_with(':')
                    && content.split_whitespace().count() <= 4 => {}
                // Under a title of an item a list may be followed by what was said of it.
                None if self.list.is_some()
                    && (is_list_of_names(content)
                        || place == Place::Item
                            && sentences(content)
                                .first()
                                .and_then(|first| content.get(first.clone()))
                                .is_some_and(|first| {
                                    begins_with_title(first) && is_list_of_names(first)
                                })) =>
                {
                    self.names(content, line);
                }
                None => {
                    self.sentences(content, line);
                    if !content.trim().is_empty() && place == Place::Head {
                        self.list = None;
                    }
                }
            }
        }
    }

    fn item(&mut self, item: &Business) {
        let title = lower(item.title);
        let about_apologies = title.contains("apolog");
        // "Apologies Cllr Moss": the names are on the line of the title.
        if about_apologies
            && let Some(at) = title.find("apolog")
            && let Some(rest) = item.title.get(at..)
        {
            let line = item.line;
            let end = rest.find(' ').unwrap_or(rest.len());
            let after = rest.get(end..).unwrap_or_default();
            // "APOLOGIES AND DETAILS OF SUBSTITUTE MEMBERS" is all title.
            let after = if is_capitals(after) { "" } else { after };
            let after_lower = lower(after);
            if let Some((from, length)) = first_of(
                &after_lower,
                &["received from", "from", "received", "for absence"],
                0,
            ) && let Some(names) = after.get(from + length..)
                && names::read(names, None).iter().any(|entry| entry.own_title)
            {
                self.list = Some((List::Apologies, None, None));
                self.names(names, line);
            } else if names::read(after, None).iter().any(|entry| entry.own_title) {
                self.list = Some((List::Apologies, None, None));
                self.names(after, line);
            }
        }
        // "240 Present; Cllrs Moss and Dunn": the list is on the line of the title.
        if !about_apologies
            && let [(Some((List::Present, label)), content), ..] =
                segments(item.title, true).as_slice()
            && item.title.starts_with(label)
            && !content.trim().is_empty()
        {
            self.block(item.title, item.line, Place::Item);
        }
        self.list = if about_apologies {
            Some((List::Apologies, None, None))
        } else if has(&title, &["absent"]) {
            Some((List::Absent, None, None))
        } else if has(&title, &["present", "attendance", "attendees"]) {
            self.labelled = true;
            Some((List::Present, None, None))
        } else {
            None
        };
        for (text, line) in &item.blocks {
            self.block(text, *line, Place::Item);
        }
        self.list = None;
    }

    /// Takes the names of a list; what is not a list is read as sentences.
    fn names(&mut self, text: &str, line: usize) {
        let Some((list, group, role)) = self.list.clone() else {
            return;
        };
        let trimmed = text.trim();
        let lower_text = lower(start(trimmed, 40));
        if trimmed.is_empty()
            || begins(
                &lower_text,
                &["none", "nil", "no apologies", "n/a", "there were no", "no "],
            )
            .is_some()
        {
            return;
        }
        let mut group = group;
        for (place, range) in sentences(trimmed).into_iter().enumerate() {
            let Some(sentence) = trimmed.get(range) else {
                continue;
            };
            let lower_sentence = lower(sentence);
            if lower_sentence.contains("apolog") && self.apology(sentence, line) {
                continue;
            }
            if has(&lower_sentence, &PROSE) && !is_list_of_names(sentence) {
                self.movement_or_guest(sentence, line);
                continue;
            }
            if begins(
                &lower_sentence,
                &[
                    "none",
                    "nil",
                    "no ",
                    "there were no",
                    "apologies accepted",
                    "reasons",
                    "accepted",
                    "noted",
                ],
            )
            .is_some()
            {
                continue;
            }
            // Officers follow the councillors in a sentence of their own.
            let civil = place > 0
                && sentence
                    .split_whitespace()
                    .next()
                    .is_some_and(|word| is_courtesy(&bare(word).to_lowercase()));
            let group_here = group.as_deref().filter(|_| !civil);
            let mut found = names::read(sentence, group_here);
            // "Councillors – A, B. C, D." goes on in the next sentence.
            if let Some(last) = found.last()
                && !last.own_title
            {
                group.clone_from(&last.title);
            }
            if let (Some(role), [first, ..]) = (&role, found.as_mut_slice()) {
                first.role = match first.role.take() {
                    Some(own) if !own.eq_ignore_ascii_case(role) && list == List::Present => {
                        Some(format!("{own}, {role}"))
                    }
                    Some(own) => Some(own),
                    None => Some(role.clone()),
                };
            }
            for entry in found {
                self.add(list, entry, line);
            }
        }
        // What a label gives to one does not pass to the next line.
        if role.is_some() {
            self.list = Some((list, None, None));
        } else {
            self.list = Some((list, group, None));
        }
    }
}

#[cfg(test)]
mod tests;
