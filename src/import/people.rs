//! Who was there, who was not, and who is said to have sent apologies.

use super::lines::Line;
use super::names::{self, Entry, is_member_title, is_of_other_tier, is_officers_role};
use super::paragraphs::Block;
use super::proposal::Named;
use super::text::{bare, begins, find, first_of, has, is_capitals, lower, sentences, start};

/// The lists that names are put into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum List {
    Present,
    InAttendance,
    Apologies,
    Absent,
}

/// A label before names, the list that it begins, and the group or role that it gives.
const LABELS: [(&str, List); 88] = [
    ("present in the chair", List::Present),
    ("members present", List::Present),
    ("councillors present", List::Present),
    ("elected members present", List::Present),
    ("committee members present", List::Present),
    ("panel members present", List::Present),
    ("council members present", List::Present),
    ("cllrs present", List::Present),
    ("present at the meeting", List::Present),
    ("present were", List::Present),
    ("present", List::Present),
    ("persons present", List::Present),
    ("those present", List::Present),
    ("those attending", List::Present),
    ("attendees", List::Present),
    ("attended", List::Present),
    ("attending", List::Present),
    ("attendance", List::Present),
    ("participating", List::Present),
    ("members in attendance", List::Present),
    ("councillors in attendance", List::Present),
    ("councillors attending", List::Present),
    ("in the chair", List::Present),
    ("chair", List::Present),
    ("chairman", List::Present),
    ("chairperson", List::Present),
    ("vice chair", List::Present),
    ("vice chairman", List::Present),
    ("vice-chair", List::Present),
    ("vice-chairman", List::Present),
    ("cathaoirleach", List::Present),
    ("presiding", List::Present),
    ("committee members", List::Present),
    ("members", List::Present),
    ("councillors", List::Present),
    ("cllrs", List::Present),
    ("co-optees", List::Present),
    ("co-opted members", List::Present),
    ("substitutes", List::Present),
    ("officials in attendance", List::InAttendance),
    ("officials present", List::InAttendance),
    ("officers in attendance", List::InAttendance),
    ("officers present", List::InAttendance),
    ("in attendance", List::InAttendance),
    ("also in attendance", List::InAttendance),
    ("also present", List::InAttendance),
    ("also attending", List::InAttendance),
    ("other members in attendance", List::InAttendance),
    ("other members present", List::InAttendance),
    ("other members attending", List::InAttendance),
    ("other councillors in attendance", List::InAttendance),
    ("other councillors present", List::InAttendance),
    ("non-committee members in attendance", List::InAttendance),
    ("others present", List::InAttendance),
    ("others in attendance", List::InAttendance),
    ("other attendees", List::InAttendance),
    ("officers", List::InAttendance),
    ("council employees present", List::InAttendance),
    ("staff present", List::InAttendance),
    ("council staff in attendance", List::InAttendance),
    ("officials", List::InAttendance),
    ("staff", List::InAttendance),
    ("clerk to the council", List::InAttendance),
    ("clerk", List::InAttendance),
    ("the clerk", List::InAttendance),
    ("town clerk", List::InAttendance),
    ("parish clerk", List::InAttendance),
    ("minutes taken by", List::InAttendance),
    ("minute taker", List::InAttendance),
    ("minutes", List::InAttendance),
    ("members of the public", List::InAttendance),
    ("members of the public present", List::InAttendance),
    ("members of the public in attendance", List::InAttendance),
    ("members of public present", List::InAttendance),
    ("public present", List::InAttendance),
    ("members of public", List::InAttendance),
    ("public", List::InAttendance),
    ("visitors", List::InAttendance),
    ("guests", List::InAttendance),
    ("observers", List::InAttendance),
    ("press", List::InAttendance),
    ("county councillor", List::InAttendance),
    ("district councillor", List::InAttendance),
    ("apologies", List::Apologies),
    ("apology", List::Apologies),
    ("absent", List::Absent),
    ("not present", List::Absent),
    ("absentees", List::Absent),
];

/// What may stand between a label and its names.
const FILLING: [&str; 14] = [
    "for absence",
    "for non-attendance",
    "received from",
    "were received from",
    "received",
    "from",
    "were",
    "without apologies",
    "without apology",
    "(members)",
    "members",
    "also",
    "(officers)",
    "given by",
];

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

/// Words that no list of names holds.
const PROSE: [&str; 32] = [
    "welcomed",
    "opened",
    "declared",
    "resolved",
    "agreed",
    "the meeting",
    "reported",
    "proposed",
    "was read",
    "thanked",
    "stated",
    "explained",
    "advised",
    "informed",
    "minutes",
    "circulated",
    "approved",
    "had been",
    "commenced",
    "there was",
    "there were",
    "it was",
    "quorum",
    "will be",
    "elected",
    "is to",
    "chaired",
    "recorded that",
    "were present",
    "quorate",
    "took the chair",
    "in the absence",
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
                None if self.list.is_some() && is_list_of_names(content) => {
                    self.names(content, line)
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
            let line = item.blocks.first().map_or(0, |(_, line)| *line);
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
                    Some((verb, _)) if verb < at || verb == at => sentence.get(..verb),
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
        if let Some((at, _)) = first_of(&lower_sentence, &cue, 0)
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

/// No room holds more; what is longer is no list of names.
const LARGEST: usize = 600;

fn push_new(list: &mut Vec<Named>, named: Named) {
    if list.len() < LARGEST && !list.iter().any(|known| is_same(&known.name, &named.name)) {
        list.push(named);
    }
}

fn is_own_member(title: &str) -> bool {
    is_member_title(title) && !is_of_other_tier(title)
}

fn is_courtesy(title: &str) -> bool {
    matches!(
        title.to_lowercase().trim_end_matches('.'),
        "mr" | "mrs" | "ms" | "miss" | "dr" | "rev" | "messrs" | "sir"
    )
}

/// Whether a name has a courtesy title: "Cllr Moss, Mrs Moss" on one line are two.
fn with_courtesy(name: &str) -> bool {
    name.split_whitespace()
        .next()
        .is_some_and(|word| is_courtesy(bare(word)))
}

/// Whether two names as printed are one person's: the same, or one a part of the other at its end.
fn is_same(left: &str, right: &str) -> bool {
    let plain = |name: &str| -> Vec<String> {
        name.split([' ', '.'])
            .map(|word| bare(word).to_lowercase())
            .filter(|word| !word.is_empty() && !is_courtesy(word))
            .collect()
    };
    let (left, right) = (plain(left), plain(right));
    left == right
        || left.len() != right.len()
            && !left.is_empty()
            && !right.is_empty()
            && (left.len() == 1 || right.len() == 1)
            && left.last() == right.last()
}

/// Whether a text is a list of names and no sentence.
fn is_list_of_names(text: &str) -> bool {
    let lower_text = lower(text);
    let words = text.split_whitespace().count();
    if words == 0 || has(&lower_text, &PROSE) {
        return false;
    }
    let small = text
        .split_whitespace()
        .filter(|word| {
            word.starts_with(char::is_lowercase)
                && !matches!(
                    *word,
                    "and" | "de" | "van" | "the" | "of" | "in" | "chair" | "for" | "clerk"
                )
        })
        .count();
    let named = names::read(text, None).len();
    named > 0 && small <= 2 + named * 2 && words <= 14 + named * 12
}

fn begins_with_title(text: &str) -> bool {
    text.split_whitespace()
        .next()
        .is_some_and(|word| is_member_title(bare(word)))
}

/// "12 members of the public", "one member of the public".
fn public(text: &str) -> Option<u32> {
    const COUNTS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    let lower_text = lower(text);
    let (at, _) = first_of(
        &lower_text,
        &[
            "members of the public",
            "member of the public",
            "members of public",
            "member of public",
            "parishioners",
            "residents",
        ],
        0,
    )?;
    let before = lower_text.get(..at)?.trim_end();
    let word = before
        .rsplit(|letter: char| !letter.is_alphanumeric())
        .next()?;
    word.parse().ok().filter(|count| *count < 2000).or_else(|| {
        COUNTS
            .iter()
            .position(|count| *count == word)
            .and_then(|count| u32::try_from(count).ok())
    })
}

/// A text cut before each label: the label with its list, and what follows it.
fn segments(text: &str, at_start: bool) -> Vec<(Option<(List, &str)>, &str)> {
    let lower_text = lower(text);
    let mut cuts: Vec<(usize, usize, List, usize)> = Vec::new();
    let mut fresh = true;
    let mut depth = 0_u32;
    for (at, letter) in text.char_indices() {
        if fresh && letter.is_alphabetic() && depth == 0 {
            let first = at == text.len() - text.trim_start().len();
            let with_body = if first { label_with_body(text) } else { None };
            if let Some((list, label_end, content)) =
                with_body.or_else(|| label_at(text, &lower_text, at, first && at_start, first))
                && cuts.last().is_none_or(|(_, _, _, before)| at >= *before)
            {
                cuts.push((at, label_end, list, content));
            }
            fresh = false;
        } else if matches!(letter, '.' | '\t' | ';' | '\n' | '|') || letter == ',' {
            fresh = true;
        } else if letter == '(' {
            depth += 1;
        } else if letter == ')' {
            depth = depth.saturating_sub(1);
            fresh = true;
        } else if letter == ' ' {
            // A word may begin a label if a capital begins it.
            fresh = true;
        }
    }
    let mut parts = Vec::new();
    let first = cuts.first().map_or(text.len(), |(at, ..)| *at);
    if let Some(before) = text.get(..first)
        && !before.trim().is_empty()
    {
        parts.push((None, before));
    }
    for (place, (at, label_end, list, content)) in cuts.iter().enumerate() {
        let end = cuts.get(place + 1).map_or(text.len(), |(at, ..)| *at);
        if let (Some(label), Some(content)) = (text.get(*at..*label_end), text.get(*content..end)) {
            parts.push((Some((*list, label)), content));
        }
    }
    parts
}

/// Whether a paragraph begins with a label of a list of people.
pub fn is_roll(text: &str) -> bool {
    matches!(segments(text, true).first(), Some((Some(_), _)))
}

/// A label at a place: its list, its end, and where its names begin.
fn label_at(
    text: &str,
    lower_text: &str,
    at: usize,
    may_stand_bare: bool,
    first: bool,
) -> Option<(List, usize, usize)> {
    let rest = lower_text.get(at..)?;
    // Only a capital begins a label.
    if !text.get(at..)?.starts_with(char::is_uppercase) {
        return None;
    }
    let (label, list) = LABELS
        .iter()
        .filter(|(label, _)| begins(rest, &[label]).is_some())
        .max_by_key(|(label, _)| label.len())?;
    let mut end = at + label.len();
    let label_end = end;
    loop {
        let after = lower_text.get(end..)?;
        let trimmed = after.trim_start_matches([' ']);
        let skipped = after.len() - trimmed.len();
        match begins(trimmed, &FILLING) {
            Some(length) if skipped > 0 => end += skipped + length,
            _ => break,
        }
    }
    let after = text.get(end..)?;
    let trimmed = after.trim_start_matches(' ');
    let gap = after.len() - trimmed.len();
    let content = end + gap;
    if trimmed.is_empty() {
        return first.then_some((*list, label_end, text.len()));
    }
    // "Present (by video):", "Apologies (accepted):".
    if (first || list == &List::Present && text.get(at..label_end).is_some_and(is_capitals))
        && trimmed.starts_with('(')
        && let Some(close) = start(trimmed, 60).find(')')
        && trimmed
            .get(close + 1..)
            .is_some_and(|rest| rest.trim_start().starts_with(':'))
    {
        let colon = trimmed.get(close..)?.find(':')?;
        return Some((*list, label_end, content + close + colon + 1));
    }
    let sign = trimmed.chars().next()?;
    let long_label =
        label.len() >= 7 || matches!(*label, "absent" | "clerk" | "public" | "chair" | "members");
    match sign {
        ':' | ';' if first || long_label => Some((*list, label_end, content + 1)),
        '-' | '–' | '—' if first => Some((
            *list,
            label_end,
            content + trimmed.len() - trimmed.trim_start_matches(['-', '–', '—', ':']).len(),
        )),
        '\t' if first => Some((*list, label_end, content + 1)),
        '.' if first
            && trimmed
                .get(1..)
                .is_some_and(|rest| rest.starts_with([' ', '\t']) || rest.is_empty()) =>
        {
            Some((*list, label_end, content + 1))
        }
        sign if gap > 0
            && sign.is_uppercase()
            && !first
            && matches!(
                *label,
                "apologies" | "absent" | "in attendance" | "also present"
            )
            && names_follow(trimmed) =>
        {
            Some((*list, label_end, content))
        }
        sign if may_stand_bare && gap > 0 && (sign.is_uppercase() || end > label_end) => {
            // "Present Cllr Moss"; "Chairman S Moss" keeps its office with the name, "Members Present" was longer.
            let takes_bare = matches!(
                *label,
                "present"
                    | "in attendance"
                    | "apologies"
                    | "apology"
                    | "absent"
                    | "members present"
                    | "councillors present"
                    | "also present"
                    | "also in attendance"
                    | "attendance"
                    | "present were"
                    | "officers in attendance"
                    | "present in the chair"
            );
            let takes = takes_bare && (end > label_end || names_follow(trimmed));
            takes.then_some((*list, label_end, content))
        }
        _ => None,
    }
}

/// "Moss Vale Councillors Present:" and "CC Members Present: -": a label with words of the body before it.
fn label_with_body(text: &str) -> Option<(List, usize, usize)> {
    let window = start(text, 70);
    let colon = window.find(':')?;
    let label = window.get(..colon)?.trim_end_matches([' ', '-']);
    let lower_label = lower(label);
    let proper = label.split_whitespace().count() <= 7
        && label.split_whitespace().all(|word| {
            word.starts_with(char::is_uppercase)
                || matches!(
                    word,
                    "the" | "of" | "in" | "not" | "and" | "present" | "attendance"
                )
        });
    let list = if lower_label.ends_with("not present") || lower_label.ends_with("absent") {
        List::Absent
    } else if has(
        &lower_label,
        &[
            "public",
            "officers",
            "officials",
            "staff",
            "employees",
            "others",
            "other",
            "also",
        ],
    ) {
        List::InAttendance
    } else if lower_label.ends_with("present") {
        List::Present
    } else if lower_label.ends_with("in attendance") {
        List::InAttendance
    } else if lower_label.ends_with("apologies") {
        List::Apologies
    } else {
        return None;
    };
    let rest = text.get(colon + 1..)?;
    let content = text.len() - rest.trim_start_matches([' ', '-', '–']).len();
    proper.then_some((list, colon, content))
}

/// Whether names begin here: a title, an office or capitals that are no prose.
fn names_follow(text: &str) -> bool {
    let first: Vec<&str> = text.split_whitespace().take(2).collect();
    let title = first.first().is_some_and(|word| {
        let word = bare(word);
        is_member_title(word)
            || is_courtesy(&word.to_lowercase())
            || names::is_office(&word.to_lowercase())
    });
    title || is_list_of_names(start(text, 200))
}

/// Whether a phrase in it says that somebody left, came or came back; used where movements are told.
pub fn movement(lower_sentence: &str) -> Option<&'static str> {
    const LEFT: [&str; 8] = [
        "left the meeting",
        "left the room",
        "left the chamber",
        "left at",
        "withdrew from the meeting",
        "withdrew from the room",
        "vacated the",
        "departed",
    ];
    const ARRIVED: [&str; 5] = [
        "arrived",
        "joined the meeting",
        "entered the meeting",
        "entered the room",
        "joined at",
    ];
    const RETURNED: [&str; 4] = [
        "returned to the meeting",
        "rejoined",
        "re-joined",
        "returned at",
    ];
    if has(lower_sentence, &RETURNED)
        || lower_sentence.len() < 60 && lower_sentence.trim_end_matches('.').ends_with(" returned")
    {
        Some("returned")
    } else if has(lower_sentence, &LEFT) {
        Some("left")
    } else if has(lower_sentence, &ARRIVED) {
        Some("arrived")
    } else {
        None
    }
}

/// The person who does something in a sentence: the name before the place.
pub fn subject(sentence: &str, before: &str) -> Option<String> {
    let lower_sentence = lower(sentence);
    let at = find(&lower_sentence, before, 0)?;
    let entries = names::read(sentence.get(..at)?, None);
    entries.first().map(|entry| entry.name.clone())
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
}
