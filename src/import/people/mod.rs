//! Who was there, who was not, and who is said to have sent apologies.

mod labels;
mod lists;
mod movement;

use crate::import::lines::Line;
use crate::import::names::{self, Entry, is_member_title, is_of_other_tier, is_officers_role};
use crate::import::paragraphs::Block;
use crate::import::proposal::Named;
use crate::import::text::{bare, begins, first_of, has, is_capitals, lower, sentences, start};
pub use labels::is_roll;
use labels::{List, segments};
use lists::{
    LARGEST, PROSE, begins_with_title, is_courtesy, is_list_of_names, is_own_member, is_same,
    public, push_new, with_courtesy,
};
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

    /// "Apologies were received from A and B", "A sent apologies": whether names were found.
    fn apology(&mut self, sentence: &str, line: usize) -> bool {
        let lower_sentence = lower(sentence);
        let Some(at) = lower_sentence.find("apolog") else {
            return false;
        };
        if has(
            &lower_sentence,
            &["no apologies", "nil", "none received", "apologies: none"],
        ) {
            return true;
        }
        let tail_at = first_of(
            &lower_sentence,
            &[
                "from",
                "on behalf of",
                "given by",
                "submitted by",
                "tendered by",
                "sent by",
            ],
            at,
        )
        .map(|(from, length)| from + length);
        let named = match tail_at {
            Some(from) => sentence.get(from..),
            None => {
                let verbs = [
                    "sent",
                    "gave",
                    "had sent",
                    "has sent",
                    "have sent",
                    "submitted",
                    "apologised",
                    "offered",
                    "tendered",
                    "had given",
                    "sends",
                ];
                match first_of(&lower_sentence, &verbs, 0) {
                    Some((verb, _)) if verb <= at => sentence.get(..verb),
                    // "Cllr Moss – his apology was accepted".
                    _ if ["his", "her", "their"].iter().any(|word| {
                        lower_sentence
                            .get(..at)
                            .is_some_and(|before| before.trim_end().ends_with(word))
                    }) && begins_with_title(sentence) =>
                    {
                        sentence
                            .get(..at)
                            .and_then(|before| before.split([',', '–', '-']).next())
                    }
                    _ => sentence.get(at..).and_then(|rest| {
                        let after = rest.find([':', '–', '-']).filter(|end| *end < 50)?;
                        rest.get(after + 1..)
                    }),
                }
            }
        };
        let Some(named) = named else { return false };
        let found = names::read(named, None);
        let any = !found.is_empty();
        for entry in found {
            self.add(List::Apologies, entry, line);
        }
        any
    }

    /// Sentences of the head outside any list.
    fn sentences(&mut self, text: &str, line: usize) {
        for range in sentences(text) {
            let Some(sentence) = text.get(range) else {
                continue;
            };
            let lower_sentence = lower(sentence);
            if lower_sentence.contains("apolog") {
                self.apology(sentence, line);
            } else if begins_with_title(sentence) && is_list_of_names(sentence) && !self.labelled {
                // A list without a label.
                for entry in names::read(sentence, None) {
                    self.add(List::Present, entry, line);
                }
            } else {
                self.movement_or_guest(sentence, line);
            }
        }
    }

    /// "Councillor Moss attended the meeting in accordance with Rule 7".
    fn movement_or_guest(&mut self, sentence: &str, line: usize) {
        let lower_sentence = lower(sentence);
        let cue = [
            "attended the meeting",
            "also attended",
            "was also present",
            "were also present",
            "was in attendance",
            "were in attendance",
            "was also in attendance",
            "were also in attendance",
        ];
        if let Some((at, _)) = first_of(&lower_sentence, &["were absent", "was absent"], 0)
            && let Some(absent) = sentence.get(..at)
        {
            for entry in names::read(absent, None) {
                self.add(List::Absent, entry, line);
            }
        } else if let Some((at, _)) = first_of(&lower_sentence, &cue, 0)
            && let Some(names) = sentence.get(..at)
        {
            for entry in names::read(names, None) {
                self.add(List::InAttendance, entry, line);
            }
        } else if let Some((at, length)) = first_of(
            &lower_sentence,
            &["chaired by", "in the chair was", "presided over by"],
            0,
        ) && let Some(names) = sentence.get(at + length..)
            && let Some(entry) = names::read(names, None).into_iter().next()
        {
            self.add(
                List::Present,
                Entry {
                    role: Some("in the chair".to_owned()),
                    ..entry
                },
                line,
            );
        } else if let Some((at, _)) = first_of(
            &lower_sentence,
            &["in the chair", "took the chair", "presided"],
            0,
        ) && let Some(names) = sentence.get(..at)
            && let [entry] = names::read(names, None).as_slice()
        {
            self.add(
                List::Present,
                Entry {
                    role: Some("in the chair".to_owned()),
                    ..entry.clone()
                },
                line,
            );
        }
    }

    fn add(&mut self, list: List, entry: Entry, line: usize) {
        if self.candidates.len() >= LARGEST {
            return;
        }
        let group = entry.title.clone().filter(|title| !is_courtesy(title));
        let named = Named {
            name: entry.name.clone(),
            role: entry.role.clone(),
            group,
            note: entry.note.clone(),
            line,
        };
        match list {
            List::Present => {
                if let Some((known, _)) = self.candidates.iter_mut().find(|(known, _)| {
                    is_same(&known.name, &named.name)
                        && !(known.line == named.line
                            && with_courtesy(&known.name) != with_courtesy(&named.name))
                }) {
                    known.role = known.role.take().or(named.role);
                    if known.name.len() < named.name.len() {
                        known.name = named.name;
                    }
                    return;
                }
                self.candidates.push((named, entry));
            }
            List::InAttendance => push_new(&mut self.roll.in_attendance, named),
            List::Apologies => push_new(&mut self.roll.apologies, named),
            List::Absent => push_new(&mut self.roll.absent, named),
        }
    }

    /// Names one a line with nothing said of them.
    fn bare_names(&mut self, head: &[Block], lines: &[Line]) {
        let known = |roll: &Roll, name: &str| {
            let others = [&roll.apologies, &roll.absent, &roll.in_attendance];
            others
                .iter()
                .any(|list| list.iter().any(|named| is_same(&named.name, name)))
        };
        let Some(end) = head.last().map(|block| block.lines.1) else {
            return;
        };
        let mut run: Vec<(Entry, usize)> = Vec::new();
        let mut best: Vec<(Entry, usize)> = Vec::new();
        for line in lines.iter().take_while(|line| line.number <= end) {
            let found = names::read(&line.text, None);
            let words = line.text.split_whitespace().count();
            let lower_line = lower(&line.text);
            let is_name = !found.is_empty()
                && words <= 4 + found.len() * 5
                && !has(&lower_line, &PLACES)
                && !line.text.bytes().any(|byte| byte.is_ascii_digit())
                && found.iter().all(|entry| {
                    entry.name.contains(' ')
                        && entry.note.is_none()
                        && !known(&self.roll, &entry.name)
                });
            if is_name {
                run.extend(found.into_iter().map(|entry| (entry, line.number)));
            } else {
                if run.len() > best.len() {
                    best = std::mem::take(&mut run);
                }
                run.clear();
            }
        }
        if run.len() > best.len() {
            best = run;
        }
        if best.len() >= 3 {
            for (entry, line) in best {
                self.add(List::Present, entry, line);
            }
        }
    }

    /// Parts members from those who serve the meeting, now that all are known.
    fn settle(mut self) -> Roll {
        let members = self
            .candidates
            .iter()
            .filter(|(_, entry)| entry.title.as_deref().is_some_and(is_own_member))
            .count();
        let others = self
            .candidates
            .iter()
            .filter(|(_, entry)| entry.title.as_deref().is_some_and(is_of_other_tier))
            .count();
        let all = self.candidates.len();
        let mut in_attendance = Vec::new();
        for (named, entry) in std::mem::take(&mut self.candidates) {
            let serves = named.role.as_deref().is_some_and(is_officers_role);
            // "Mrs A Moss (District Councillor)".
            let noted = [&named.note, &named.role]
                .into_iter()
                .flatten()
                .any(|words| {
                    is_of_other_tier(words) && has(&lower(words), &["councillor", "cllr"])
                });
            let other_tier = entry.title.as_deref().is_some_and(is_of_other_tier)
                && members > others
                || noted && all > 2;
            // Among councillors one with a courtesy title of their own is none, unless those are listed apart.
            let civil = members >= 2
                && !self.parted
                && members * 2 >= all
                && (entry.title.is_none()
                    || entry.title.as_deref().is_some_and(is_courtesy) && entry.own_title)
                && !named
                    .role
                    .as_deref()
                    .is_some_and(|role| has(&lower(role), &["chair", "chairman", "mayor"]));
            if serves || other_tier || civil {
                in_attendance.push(named);
            } else {
                self.roll.present.push(named);
            }
        }
        if self.roll.present.is_empty() {
            // "In attendance" may mean everybody.
            let (members, rest): (Vec<Named>, Vec<Named>) =
                std::mem::take(&mut self.roll.in_attendance)
                    .into_iter()
                    .partition(|named| {
                        named.group.as_deref().is_some_and(is_own_member)
                            && !named.role.as_deref().is_some_and(is_officers_role)
                    });
            // Without any councillor's title, they are the members but for those who serve the meeting.
            let (members, rest) = if members.is_empty() && rest.len() >= 3 && !self.labelled {
                rest.into_iter().partition(|named: &Named| {
                    !named.role.as_deref().is_some_and(is_officers_role) && named.group.is_none()
                })
            } else {
                (members, rest)
            };
            self.roll.present = members;
            self.roll.in_attendance = rest;
        }
        let listed = std::mem::take(&mut self.roll.in_attendance);
        for named in in_attendance.into_iter().chain(listed) {
            let there = self
                .roll
                .present
                .iter()
                .any(|present| is_same(&present.name, &named.name));
            if !there {
                push_new(&mut self.roll.in_attendance, named);
            }
        }
        self.roll
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{lines, paragraphs};

    fn roll(text: &str) -> Roll {
        let lines = lines::read(text).lines;
        let blocks = paragraphs::join(&lines, &std::collections::HashSet::new());
        read(&blocks, &[], &lines)
    }

    fn listed(list: &[Named]) -> String {
        list.iter()
            .map(|named| named.name.as_str())
            .collect::<Vec<_>>()
            .join("; ")
    }

    #[test]
    fn labels_part_those_present_from_others() {
        let roll = roll(
            "Present: Cllrs Evan, Ash, Morris, County Cllr Webb & the Clerk.  Members of the public:  Chris Pott from Savil.\n\n\
                         Apologies: Cllr Hale",
        );
        assert_eq!(listed(&roll.present), "Evan; Ash; Morris");
        assert_eq!(listed(&roll.in_attendance), "Webb; Clerk; Chris Pott");
        assert_eq!(listed(&roll.apologies), "Hale");
    }

    #[test]
    fn in_attendance_may_mean_everybody() {
        let roll = roll(
            "In attendance:\n\nCouncillors - Ann Moss, Ben Dunn\n\nCo-optees – Cy Hale\n\nOfficers: Di Marsh, Ed Ogden White\n\n\
                         Apologies: Cllr Flo Smith",
        );
        assert_eq!(listed(&roll.present), "Ann Moss; Ben Dunn; Cy Hale");
        assert_eq!(listed(&roll.in_attendance), "Di Marsh; Ed Ogden White");
        assert_eq!(listed(&roll.apologies), "Flo Smith");
    }

    #[test]
    fn names_without_any_label_are_those_present() {
        let roll = roll(
            "Moss Vale Parish Council\nAnn Moss (Chair)\nBen Dunn\nCy Hale\nThe meeting began at 7pm.",
        );
        assert_eq!(listed(&roll.present), "Ann Moss; Ben Dunn; Cy Hale");
    }

    #[test]
    fn the_public_is_counted() {
        assert_eq!(
            roll("Present: Cllr Moss, Cllr Dunn and 12 members of the public").members_of_public,
            Some(12)
        );
    }

    #[test]
    fn whoever_is_present_is_so_where_others_are_listed_apart() {
        let roll = roll(
            "Present: Mr Barr, Cllr Dunn, Mrs Dunn, Cllr Mrs Trout\nIn attendance: Mrs S Hale (Clerk)",
        );
        assert_eq!(listed(&roll.present), "Mr Barr; Dunn; Mrs Dunn; Mrs Trout");
        assert_eq!(listed(&roll.in_attendance), "Mrs S Hale");
    }

    #[test]
    fn members_of_other_bodies_are_in_attendance() {
        let read = roll(
            "Present: Mr G Moss (Chairman), Mr D Dunn, Mrs P Hale (District Councillor)\n\nMembers of the public present: Cllr H Vale",
        );
        assert_eq!(listed(&read.present), "Mr G Moss; Mr D Dunn");
        assert_eq!(listed(&read.in_attendance), "Mrs P Hale; H Vale");
        let read = roll(
            "Present: Councillors Moss and Dunn\n\nOther Members in Attendance: Councillors Hale and Vale",
        );
        assert_eq!(listed(&read.present), "Moss; Dunn");
    }

    #[test]
    fn a_list_goes_on_below_a_heading_within_it() {
        let read = roll(
            "PRESENT:\nNorth Ward:\nCllr J Moss\nEast Ward:\nCllr Mrs R Dunn\nCllr J Dale\nIN ATTENDANCE: Mrs H Black (Town Clerk)",
        );
        assert_eq!(listed(&read.present), "J Moss; Mrs R Dunn; J Dale");
    }

    #[test]
    fn a_courteous_line_in_a_list_of_councillors_is_a_councillors() {
        let read = roll("Councillors\nMrs C Moss (Chairman)\nMrs S Dunn\nB Hale\nP Dale");
        assert_eq!(
            listed(&read.present),
            "Mrs C Moss; Mrs S Dunn; B Hale; P Dale"
        );
    }

    #[test]
    fn those_said_to_be_absent_or_in_attendance_sent_no_apologies() {
        let read = roll(
            "Present: Cllr Moss\n\nAPOLOGIES: Cllr Dunn\n\nCouncillors Lisa Nash and Terry Tile were absent.",
        );
        assert_eq!(listed(&read.apologies), "Dunn");
        assert_eq!(listed(&read.absent), "Lisa Nash; Terry Tile");
        let read =
            roll("PRESENT: Cllr Moss\n\nAPOLOGIES: Cllr Dunn\n\nMr D Thom was in attendance.");
        assert_eq!(listed(&read.apologies), "Dunn");
        assert_eq!(listed(&read.in_attendance), "Mr D Thom");
    }

    #[test]
    fn those_present_may_stand_on_the_line_of_an_items_title() {
        let items = [Business {
            title: "Present; Cllrs A Moss (Chair), B Dunn & C Hale",
            line: 1,
            blocks: vec![("In Attendance; Di Vale (Clerk) and two parishioners", 2)],
        }];
        let read = read(&[], &items, &[]);
        assert_eq!(listed(&read.present), "A Moss; B Dunn; C Hale");
    }

    #[test]
    fn what_is_said_of_apologies_hides_no_names() {
        let under = |text: &str| {
            let items = [Business {
                title: "APOLOGIES FOR ABSENCE.",
                line: 1,
                blocks: vec![(text, 2)],
            }];
            listed(&read(&[], &items, &[]).apologies)
        };
        assert_eq!(
            under(
                "Cllr L Moss and Cllr J Dunn (work). The meeting accepted these as proper reasons."
            ),
            "L Moss; J Dunn"
        );
        assert_eq!(under("Cllr N. Vale – his apology was accepted."), "N. Vale");
        assert_eq!(
            under("Cllr Moss (leave), Cllr Dunn. Reasons were accepted."),
            "Moss; Dunn"
        );
    }
}
