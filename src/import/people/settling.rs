//! From names on lists to who was there: nobody twice, members told from officers and guests.

use super::labels::List;
use super::lists::{LARGEST, is_courtesy, is_own_member, is_same, push_new, with_courtesy};
use super::{PLACES, Reader, Roll};
use crate::import::lines::Line;
use crate::import::names::{self, Entry, is_of_other_tier, is_officers_role};
use crate::import::paragraphs::Block;
use crate::import::proposal::Named;
use crate::import::text::{has, lower};

impl Reader {
    pub(super) fn add(&mut self, list: List, entry: Entry, line: usize) {
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
    pub(super) fn bare_names(&mut self, head: &[Block], lines: &[Line]) {
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
    pub(super) fn settle(mut self) -> Roll {
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
