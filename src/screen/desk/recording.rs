//! Changes on their way to the journal: made to the open meeting at once, handed to the store with a revision, and what
//! follows from them in the diary and in other meetings.

use chrono::{NaiveDate, NaiveTime};

use super::Desk;
use crate::minutes::approval::{self, Approval};
use crate::minutes::attendance;
use crate::minutes::change::{Change, Refused};
use crate::minutes::entry::NextMeeting;
use crate::minutes::history::Manner;
use crate::minutes::ids::{ChangeId, ItemId, MeetingId, Stamp};
use crate::minutes::meeting::{BodyHead, Head, Meeting, State};
use crate::minutes::register::RegisterChange;
use crate::minutes::roster::Roster;
use crate::store::protocol::{Draft, Line, Request, What};

impl Desk {
    /// Makes a change to the open meeting and has it journalled; says why where it cannot be made.
    ///
    /// `draft` is the half-typed line as it stands after the change, where the change alters it.
    pub fn record(&mut self, change: Change, draft: Option<Draft>) -> bool {
        self.journal(Manner::Made, change, draft)
    }

    /// Takes back the last change to the open meeting.
    pub fn undo(&mut self) -> bool {
        let Some(open) = &self.open else { return false };
        let Some(deed) = open.history.to_undo() else {
            self.say("There is nothing to undo in this meeting.");
            return false;
        };
        let (id, words, change) = (deed.id, deed.words.clone(), deed.change());
        let done = self.journal(Manner::Undoes(id), change, None);
        if done {
            self.say(format!("Undid: {words}."));
        }
        done
    }

    /// Makes the change again that was last undone.
    pub fn redo(&mut self) -> bool {
        let Some(open) = &self.open else { return false };
        let Some(deed) = open.history.to_redo() else {
            self.say("There is nothing to redo in this meeting.");
            return false;
        };
        let (id, words, change) = (deed.id, deed.words.clone(), deed.change());
        let done = self.journal(Manner::Redoes(id), change, None);
        if done {
            self.say(format!("Redid: {words}."));
        }
        done
    }

    fn journal(&mut self, manner: Manner, change: Change, draft: Option<Draft>) -> bool {
        let now = self.now;
        let id = ChangeId(self.new_id());
        let Some(open) = &mut self.open else {
            return false;
        };
        if let Some(words) = &open.elsewhere {
            let words = format!("Only to be read: {words}.");
            self.warn(words);
            return false;
        }
        let before = Watched::of(&open.meeting, now);
        let announced: Vec<NextMeeting> = open.meeting.next_meetings().cloned().collect();
        let approvals = approvals(&open.meeting);
        if let Err(refused) = open.history.make(&mut open.meeting, id, manner, &change) {
            self.warn(refusal(&refused));
            return false;
        }
        let meeting = open.meeting.id;
        let lost = before.lost(&Watched::of(&open.meeting, now), &open.meeting, now);
        // A number that was given once is not given again while the meeting is open, whatever is retracted.
        open.version += 1;
        self.noted.clear();
        open.last_action = open.last_action.max(open.meeting.next_action_number() - 1);
        self.work_out_again(&change);
        let mut lines = vec![Line {
            id,
            at: now,
            manner,
            what: What::Meeting(meeting, change),
        }];
        lines.extend(self.keep_diary_in_step(&announced, manner));
        let of_others = self.keep_approvals_in_step(&approvals);
        let approved = !of_others.is_empty();
        lines.extend(of_others);
        self.hand_in(lines, draft.map(|draft| (meeting, draft)));
        if let Some(words) = lost {
            self.alarm(words);
        }
        if approved {
            self.send(Request::Diary);
        }
        true
    }

    /// Has lines journalled that need no open meeting: a new meeting, bodies, people.
    pub fn hand_in(&mut self, lines: Vec<Line>, draft: Option<(MeetingId, Draft)>) {
        let revision = self.hand_over();
        self.saving.recorded = revision;
        self.send(Request::Record {
            revision,
            lines,
            draft,
        });
    }

    /// Has the half-typed line kept.
    pub fn keep_draft(&mut self, draft: Draft) {
        let Some(open) = &self.open else { return };
        if open.elsewhere.is_some() {
            return;
        }
        let meeting = open.meeting.id;
        let revision = self.hand_over();
        self.send(Request::KeepDraft {
            revision,
            meeting,
            draft,
        });
    }

    /// Records a step in bodies and people.
    pub fn record_in_register(&mut self, change: RegisterChange) {
        let line = self.register_line(change);
        self.hand_in(vec![line], None);
    }

    /// Makes a step in bodies and people, and gives the line to be journalled for it.
    pub fn register_line(&mut self, change: RegisterChange) -> Line {
        self.register.apply(&change);
        let id = ChangeId(self.new_id());
        Line {
            id,
            at: self.now,
            manner: Manner::Made,
            what: What::Register(change),
        }
    }

    /// Calls a meeting: the lines to be journalled for it, with its id.
    pub fn call_meeting(&mut self, head: Head) -> (MeetingId, Line) {
        let id = MeetingId(self.new_id());
        let line = self.scheduling(id, head);
        (id, line)
    }

    fn scheduling(&mut self, meeting: MeetingId, head: Head) -> Line {
        let template = self.templates.for_meeting(&head.template);
        let items = template
            .agenda
            .iter()
            .map(|outline| {
                let id = ItemId(self.ids.next(self.now));
                crate::minutes::agenda::Item::new(id, outline.clone())
            })
            .collect();
        let seats = self.register.seats(head.body.id, head.date);
        let change = Change::Scheduled { head, seats, items };
        let id = ChangeId(self.new_id());
        Line {
            id,
            at: self.now,
            manner: Manner::Made,
            what: What::Meeting(meeting, change),
        }
    }

    /// The head of a meeting of the same body that is put in the diary for a day: at the time that was said, else as the
    /// body usually meets, else as this meeting.
    pub fn head_of_next(&self, this: &Head, date: NaiveDate, time: Option<NaiveTime>) -> Head {
        let body = self.register.body(this.body.id);
        let usual_place = body.map(|body| body.usual_place.as_str());
        let usual_place = usual_place.filter(|place| !place.is_empty());
        Head {
            body: body.map_or_else(|| this.body.clone(), BodyHead::from),
            date,
            time: time
                .or_else(|| body.and_then(|body| body.usual_time))
                .or(this.time),
            place: usual_place.unwrap_or(&this.place).to_owned(),
            ..this.clone()
        }
    }

    /// The lines that bring the diary in step with the next meetings that the open meeting announces.
    fn keep_diary_in_step(&mut self, before: &[NextMeeting], manner: Manner) -> Vec<Line> {
        let Some(open) = &self.open else {
            return Vec::new();
        };
        let after: Vec<NextMeeting> = open.meeting.next_meetings().cloned().collect();
        let head = open.meeting.head.clone();
        let time = open.meeting.common_time();
        let mut lines = Vec::new();
        let missing = |from: &NextMeeting, among: &[NextMeeting]| {
            from.created && !among.iter().any(|other| other.meeting == from.meeting)
        };
        for gone in before.iter().filter(|next| missing(next, &after)) {
            lines.push((gone.meeting, Some(Change::Withdrawn)));
        }
        for new in after.iter().filter(|next| missing(next, before)) {
            match manner {
                Manner::Made => lines.push((new.meeting, None)),
                Manner::Undoes(_) | Manner::Redoes(_) => {
                    lines.push((new.meeting, Some(Change::Reinstated)));
                }
            }
        }
        lines
            .into_iter()
            .map(|(meeting, change)| match change {
                Some(change) => {
                    let id = ChangeId(self.new_id());
                    let what = What::Meeting(meeting, change);
                    Line {
                        id,
                        at: self.now,
                        manner: Manner::Made,
                        what,
                    }
                }
                None => {
                    let date = after
                        .iter()
                        .find(|next| next.meeting == meeting)
                        .map_or(head.date, |next| next.date);
                    let next = self.head_of_next(&head, date, time);
                    self.scheduling(meeting, next)
                }
            })
            .collect()
    }

    /// The lines that fix earlier minutes which the open meeting approves, or make drafts of them again.
    fn keep_approvals_in_step(&mut self, before: &[Approval]) -> Vec<Line> {
        let after = self
            .open
            .as_ref()
            .map_or_else(Vec::new, |open| approvals(&open.meeting));
        let gone = before.iter().filter(|one| !after.contains(one));
        let new = after.iter().filter(|one| !before.contains(one));
        let withdrawn = gone.map(|one| {
            let change = Change::ApprovalWithdrawn { by: one.by };
            (one.approved.meeting, change)
        });
        let given = new.map(|one| {
            let approval = Box::new(one.clone());
            (one.approved.meeting, Change::Approved { approval })
        });
        let changes: Vec<_> = withdrawn.chain(given).collect();
        changes
            .into_iter()
            .map(|(meeting, change)| Line {
                id: ChangeId(self.new_id()),
                at: self.now,
                manner: Manner::Made,
                what: What::Meeting(meeting, change),
            })
            .collect()
    }

    /// Works out again what is derived from the open meeting, after a change.
    fn work_out_again(&mut self, change: &Change) {
        let Some(open) = &mut self.open else { return };
        match change {
            Change::EntryAdded { entry, .. } => open.vocabulary.learn(&entry.text),
            Change::EntryAmended { text, .. } => open.vocabulary.learn(text),
            Change::ItemAdded { item, .. } => open.vocabulary.learn(&item.outline.title),
            Change::ItemAmended { outline, .. } => {
                open.vocabulary.learn(&outline.title);
                for line in &outline.prepared {
                    open.vocabulary.learn(line);
                }
            }
            Change::Scheduled { .. }
            | Change::Seated { .. }
            | Change::Unseated { .. }
            | Change::PutBack { .. }
            | Change::Together { .. }
            | Change::HeadAmended { .. } => {
                open.template = self.templates.for_meeting(&open.meeting.head.template);
                open.roster = Roster::new(
                    &open.meeting.seats,
                    &self.register.people,
                    open.meeting.head.date,
                )
                .with_bodies(&self.register.bodies);
            }
            Change::Withdrawn
            | Change::Reinstated
            | Change::Commenced { .. }
            | Change::Adjourned { .. }
            | Change::Resumed { .. }
            | Change::Terminated { .. }
            | Change::Held { .. }
            | Change::Reopened
            | Change::TimesAmended { .. }
            | Change::ItemMoved { .. }
            | Change::ItemRemoved { .. }
            | Change::ItemPut { .. }
            | Change::ItemLeft { .. }
            | Change::ItemSkipped { .. }
            | Change::LetterWritten { .. }
            | Change::ReportWritten { .. }
            | Change::Noted { .. }
            | Change::NoteWithdrawn { .. }
            | Change::EntryMoved { .. }
            | Change::EntryRetimed { .. }
            | Change::EntryRetracted { .. }
            | Change::ActionMarked { .. }
            | Change::ActionUpdated { .. }
            | Change::UpdateWithdrawn { .. }
            | Change::SourceKept { .. }
            | Change::RulesAmended { .. }
            | Change::Approved { .. }
            | Change::ApprovalWithdrawn { .. }
            | Change::CorrectionStated { .. }
            | Change::Exempted { .. }
            | Change::PublicExcluded { .. }
            | Change::PublicReadmitted { .. } => {}
        }
    }
}

/// What must not get lost unseen while a meeting runs.
struct Watched {
    runs: bool,
    quorate: bool,
    chaired: bool,
}

impl Watched {
    fn of(meeting: &Meeting, now: Stamp) -> Self {
        let runs = match meeting.state() {
            State::InProgress | State::Adjourned => true,
            State::Scheduled | State::Closed | State::Approved | State::Withdrawn => false,
        };
        Self {
            runs,
            quorate: meeting.count().is_quorate(),
            chaired: attendance::in_chair(&meeting.seats, &meeting.stream, now).is_some(),
        }
    }

    /// What a change lost, in words that say so once.
    fn lost(&self, after: &Self, meeting: &Meeting, now: Stamp) -> Option<String> {
        if !after.runs || meeting.stream.is_empty() {
            return None;
        }
        let at = now.format("%H:%M");
        if !after.quorate && (self.quorate || !self.runs) {
            let count = meeting.count();
            let short = count.short(&meeting.head.body.quorum);
            return Some(format!("QUORUM LOST at {at}: {short} needed are there."));
        }
        let vacant = self.runs && self.chaired && !after.chaired;
        vacant.then(|| format!("NOBODY IN THE CHAIR from {at}: note on the roll who takes it."))
    }
}

/// What a meeting approves, as each meeting whose minutes they are is to keep it.
fn approvals(meeting: &Meeting) -> Vec<Approval> {
    approval::given(meeting)
        .map(|(by, approved, at)| Approval {
            by,
            on: meeting.head.date,
            at,
            approved: approved.clone(),
        })
        .collect()
}

fn refusal(refused: &Refused) -> String {
    let words = refused.to_string();
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => format!("Not done: {}{}.", first.to_lowercase(), letters.as_str()),
        None => "Not done.".to_owned(),
    }
}
