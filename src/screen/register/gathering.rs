//! Fetching more rows than are held, page by page: to mark them all, or to write them to a file.

use crate::export::actions::{Table, TableFormat};
use crate::minutes::exempt::Copy;
use crate::minutes::posts::Posts;
use crate::screen::desk::{Desk, Effect};
use crate::screen::{actions, form};
use crate::store::protocol::{ActionList, ActionRow, Question, Request};

use super::Register;

/// How many rows are fetched at a time.
const PAGE: usize = 1_000;

/// How many can be marked at once: more than that nobody has read.
pub(super) const MARKED: usize = 2_000;

/// How many are written from here; the command line writes any number.
const WRITTEN: usize = 100_000;

/// Rows that are being fetched.
#[derive(Debug)]
pub(super) struct Gathering {
    what: What,
    serial: u64,
    /// How many have come.
    fetched: usize,
}

#[derive(Debug)]
enum What {
    Mark,
    Write {
        path: String,
        replace: bool,
        copy: Copy,
        table: Table,
        text: String,
        /// How many were not for that copy.
        left_out: usize,
        /// Whether any is exempt.
        exempt: bool,
    },
}

impl Register {
    /// Marks every row that is listed.
    pub(super) fn gather_to_mark(&mut self, desk: &mut Desk) {
        self.gather(What::Mark, desk);
    }

    /// Writes every row that is listed to a file, whose name says in which form.
    pub(super) fn gather_to_write(
        &mut self,
        path: String,
        replace: bool,
        copy: Copy,
        desk: &mut Desk,
    ) {
        let Some(format) = TableFormat::of_name(&path) else {
            desk.warn(form::ENDINGS);
            return;
        };
        let table = Table::new(format);
        let text = table.begin();
        let what = What::Write {
            path,
            replace,
            copy,
            table,
            text,
            left_out: 0,
            exempt: false,
        };
        self.gather(what, desk);
    }

    fn gather(&mut self, what: What, desk: &mut Desk) {
        self.gathering = Some(Gathering {
            what,
            serial: 0,
            fetched: 0,
        });
        self.fetch(desk);
    }

    fn fetch(&mut self, desk: &mut Desk) {
        let serial = desk.next_question();
        let Some(gathering) = &mut self.gathering else {
            return;
        };
        gathering.serial = serial;
        let skip = gathering.fetched;
        let asked = self.asked(desk, serial, skip, PAGE);
        desk.send(Request::Ask(Question::Actions(asked)));
    }

    /// Takes rows that were being fetched; `false` where they are not for this.
    pub(super) fn take_gathered(&mut self, list: &ActionList, desk: &mut Desk) -> bool {
        let Some(mut gathering) = self
            .gathering
            .take_if(|gathering| gathering.serial == list.serial)
        else {
            return false;
        };
        gathering.fetched += list.rows.len();
        let (most, done) = match &mut gathering.what {
            What::Mark => {
                for hit in &list.rows {
                    if let Some(key) = actions::key(hit) {
                        self.marked.insert(key, hit.clone());
                    }
                }
                (MARKED, format!("{} actions are marked.", self.marked.len()))
            }
            What::Write {
                table,
                text,
                copy,
                left_out,
                exempt,
                path: _,
                replace: _,
            } => {
                let today = desk.now.date_naive();
                let posts = Posts::of(&desk.register.people);
                let rows: Vec<_> = list
                    .rows
                    .iter()
                    .filter_map(ActionRow::of)
                    .filter_map(|row| actions::listed(row, &posts, today, *copy))
                    .collect();
                *exempt |= rows.iter().any(|row| row.exempt);
                *left_out += list.rows.len() - rows.len();
                text.push_str(&table.add(&rows));
                (WRITTEN, String::new())
            }
        };
        if list.rows.len() == PAGE && gathering.fetched < most {
            self.gathering = Some(gathering);
            self.fetch(desk);
            return true;
        }
        let cut = list.rows.len() == PAGE;
        match gathering.what {
            What::Mark if cut => {
                self.marked.clear();
                desk.warn(format!(
                    "More than {MARKED} rows are listed, so none was marked: narrow them by a filter first."
                ));
            }
            What::Mark => desk.say(done),
            What::Write { .. } if cut => desk.warn(format!(
                "More than {WRITTEN} rows are listed, so no file was written: narrow them, or use `minutebook actions`."
            )),
            What::Write {
                path,
                replace,
                table,
                mut text,
                left_out,
                exempt,
                copy: _,
            } => {
                text.push_str(&table.end());
                desk.effects.push(Effect::Write {
                    path,
                    bytes: text.into_bytes(),
                    replace,
                    private: exempt,
                    besides: actions::told_left_out(left_out).unwrap_or_default(),
                });
            }
        }
        true
    }
}
