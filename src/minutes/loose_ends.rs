//! Loose ends: what a clerk would rather have seen before the chair closes the meeting.
//!
//! None of them is an error, and none keeps a meeting from being closed.

use super::agenda::ItemKind;
use super::attendance::{self, Count, Seat};
use super::entry::{Entry, Kind, Owner, Status};
use super::exempt::Covers;
use super::formal::{self, Came, Manner, interest};
use super::happenings;
use super::ids::{EntryId, ItemId, PersonId, Stamp};
use super::meeting::Meeting;
use super::person::NameForm;
use super::posts;

/// Something that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LooseEnd {
    /// A line was begun and not recorded.
    HalfTypedLine,
    /// Nobody is named who is to do it.
    ActionWithoutOwner(EntryId),
    /// This owner of an action, by place from 0, is nobody on record and was not written in quotation marks.
    UnknownOwner(EntryId, usize),
    /// The due phrase of an action means no date, or one that looks wrong.
    DueNotUnderstood(EntryId),
    /// A motion was moved, and nothing came of it.
    OpenMotion(EntryId),
    /// A vote of a budget meeting was not taken by name.
    VoteWithoutNames(EntryId),
    /// An item was put, and nothing that a document could hold was recorded.
    EmptyItem(ItemId),
    /// An item was neither put nor skipped.
    NeverPut(ItemId),
    /// No entry says when the body meets next.
    NoNextDate,
    /// A member left at that time and has not come back.
    NotBack(PersonId, Stamp),
    /// Fewer are in the room than a quorum needs.
    NoQuorum(Count),
    /// So many members have no mark on the roll.
    NotMarked(usize),
    /// For a time there was no quorum, and so much was decided meanwhile.
    WithoutQuorum(Stamp, Stamp, usize),
    /// A motion to exclude the public was carried, and it is not noted that the public left.
    PublicNotOut(EntryId),
    /// Something of an item is exempt, and no open summary says anything of it.
    NoSummary(ItemId),
    /// Somebody was to leave for an item and was there while it was before the meeting.
    StayedIn(PersonId, ItemId),
}

/// All that is open, the most pressing first; `half_typed` says whether the entry line holds anything.
pub fn of(meeting: &Meeting, half_typed: bool) -> Vec<LooseEnd> {
    let mut open = Vec::new();
    if half_typed {
        open.push(LooseEnd::HalfTypedLine);
    }
    let count = meeting.count();
    if !count.is_quorate() {
        open.push(LooseEnd::NoQuorum(count));
    }
    for (from, until) in happenings::without_quorum(meeting) {
        if let Some(until) = until {
            open.push(LooseEnd::WithoutQuorum(
                from,
                until,
                decided(meeting, from, until),
            ));
        }
    }
    open.extend(stayed_in(meeting));
    let unmarked = attendance::not_marked(&meeting.seats, &meeting.stream).count();
    if unmarked > 0 {
        open.push(LooseEnd::NotMarked(unmarked));
    }
    for (_, entry) in meeting.entries() {
        open.extend(of_entry(meeting, entry));
        open.extend(of_business(meeting, entry));
    }
    open.extend(of_exempt(meeting));
    let no_date = meeting.next_meetings().next().is_none();
    for item in &meeting.items {
        if item.public_entries().next().is_some() || item.skipped {
            continue;
        }
        if !item.was_put() {
            open.push(LooseEnd::NeverPut(item.id));
        } else if !(no_date && item.outline.kind == ItemKind::NextMeeting) {
            open.push(LooseEnd::EmptyItem(item.id));
        }
    }
    if no_date {
        open.push(LooseEnd::NoNextDate);
    }
    let gone = attendance::gone(&meeting.seats, &meeting.stream);
    open.extend(
        gone.into_iter()
            .map(|(person, at)| LooseEnd::NotBack(person, at)),
    );
    open
}

/// What is open about exempt business.
fn of_exempt(meeting: &Meeting) -> Vec<LooseEnd> {
    let mut open = Vec::new();
    if meeting.is_timed() {
        let carried = meeting.exclusion_carried();
        open.extend(carried.map(|entry| LooseEnd::PublicNotOut(entry.id)));
    }
    let exempt = meeting.exemptions();
    let says_something =
        |covers| matches!(meeting.mark_on(covers), Some(mark) if !mark.summary.trim().is_empty());
    for item in &meeting.items {
        let is_silent = |entry: &Entry| {
            exempt.entry(entry.id).is_some() && !says_something(Covers::Entry(entry.id))
        };
        let by_item = exempt.item(item.id).is_some() && item.was_put();
        let is_exempt = by_item || item.public_entries().any(is_silent);
        if is_exempt && !says_something(Covers::Item(item.id)) {
            open.push(LooseEnd::NoSummary(item.id));
        }
    }
    open
}

/// How many decisions and votes were recorded in a time.
fn decided(meeting: &Meeting, from: Stamp, until: Stamp) -> usize {
    let within = |entry: &Entry| from <= entry.recorded_at && entry.recorded_at < until;
    meeting
        .entries()
        .filter(|(_, entry)| matches!(entry.kind, Kind::Decision | Kind::Vote) && within(entry))
        .count()
}

/// Those who declared that they would leave, and were not stamped out while the item was before the meeting.
fn stayed_in(meeting: &Meeting) -> Vec<LooseEnd> {
    if !meeting.is_timed() {
        return Vec::new();
    }
    let mut stayed = Vec::new();
    for item in meeting.items.iter().filter(|item| item.was_put()) {
        for person in interest::leaving(meeting, item.id) {
            let went = meeting
                .stream
                .iter()
                .filter(|event| event.person == person)
                .any(|event| interest::left_for(meeting, event) == Some(item.id));
            let was_there = item.spells.iter().any(|spell| {
                attendance::standing_at(&meeting.stream, person, spell.put).takes_part()
            });
            if was_there && !went {
                stayed.push(LooseEnd::StayedIn(person, item.id));
            }
        }
    }
    stayed
}

fn of_business(meeting: &Meeting, entry: &Entry) -> Option<LooseEnd> {
    if let Some(motion) = entry.motion() {
        let is_open = formal::came_of(meeting, entry.id, motion) == Came::Open;
        return is_open.then_some(LooseEnd::OpenMotion(entry.id));
    }
    match entry.vote()?.manner {
        Manner::Named(_) => None,
        Manner::Agreed | Manner::Hands(_) | Manner::Ballot(_) => meeting
            .rules
            .budget
            .then_some(LooseEnd::VoteWithoutNames(entry.id)),
    }
}

/// Whether an owner is nobody on record; a role or a post on the roll is somebody.
fn is_unknown(meeting: &Meeting, owner: &Owner) -> bool {
    let is_known = |seat: &Seat| {
        let role = seat.role.as_deref().into_iter();
        let posts = seat.person.posts.iter().map(|post| post.title.as_str());
        role.chain(posts)
            .any(|title| posts::is_same(title, &owner.name))
    };
    owner.unknown && !meeting.seats.iter().any(is_known)
}

fn of_entry(meeting: &Meeting, entry: &Entry) -> Vec<LooseEnd> {
    let Some(action) = entry
        .action()
        .filter(|action| action.status == Status::Open)
    else {
        return Vec::new();
    };
    let mut open = Vec::new();
    if action.owners.is_empty() {
        open.push(LooseEnd::ActionWithoutOwner(entry.id));
    }
    for (place, owner) in action.owners.iter().enumerate() {
        if is_unknown(meeting, owner) {
            open.push(LooseEnd::UnknownOwner(entry.id, place));
        }
    }
    let unclear = action.due.as_ref().is_some_and(|due| {
        due.doubt.is_some() || (due.window.is_none() && due.recurrence.is_none())
    });
    if unclear {
        open.push(LooseEnd::DueNotUnderstood(entry.id));
    }
    open
}

impl LooseEnd {
    /// The loose end in a clerk's words, as one line of whatever length.
    pub fn words(&self, meeting: &Meeting) -> String {
        let item = |id: &ItemId| {
            let number = meeting.place_of(*id).map_or(0, |place| place + 1);
            let title = meeting
                .item(*id)
                .map_or("", |item| item.outline.title.as_str());
            format!("item {number}, {title}")
        };
        let text = |id: &EntryId| {
            meeting
                .entry(*id)
                .map_or("", |(_, _, entry)| entry.text.as_str())
                .to_owned()
        };
        match self {
            Self::HalfTypedLine => "A line is half typed and not recorded".to_owned(),
            Self::ActionWithoutOwner(id) => format!("Action without an owner: {}", text(id)),
            Self::UnknownOwner(id, place) => {
                let owner = meeting
                    .entry(*id)
                    .and_then(|(_, _, entry)| entry.action()?.owners.get(*place));
                let name = owner.map_or("", |owner| owner.name.as_str());
                format!("Owner \"{name}\" is nobody on record: {}", text(id))
            }
            Self::DueNotUnderstood(id) => {
                let due = meeting
                    .entry(*id)
                    .and_then(|(_, _, entry)| entry.action()?.due.as_ref());
                let written = due.map_or("", |due| due.as_written.as_str());
                match due.and_then(|due| due.doubt.as_deref()) {
                    Some(doubt) => format!("Due \"{written}\" ({doubt}): {}", text(id)),
                    None => format!("No date understood in \"{written}\": {}", text(id)),
                }
            }
            Self::OpenMotion(id) => format!("Moved, and nothing came of it: {}", text(id)),
            Self::VoteWithoutNames(id) => {
                format!("A budget meeting, and this vote has no names: {}", text(id))
            }
            Self::EmptyItem(id) => format!("Put, and nothing recorded: {}", item(id)),
            Self::NeverPut(id) => format!("Neither put nor skipped: {}", item(id)),
            Self::NoNextDate => "No date is given for the next meeting".to_owned(),
            Self::NotBack(person, at) => {
                let name = meeting.seat(*person).map_or_else(
                    || "Somebody".to_owned(),
                    |seat| seat.person.name(NameForm::Short, meeting.head.date),
                );
                format!("{name} left at {} and is not back", at.format("%H:%M"))
            }
            Self::NoQuorum(count) => {
                let lacks_group = count.present >= count.needed;
                let (present, needed) = if lacks_group {
                    (count.of_group, count.of_group_needed)
                } else {
                    (count.present, count.needed)
                };
                format!("No quorum: {present} present, {needed} needed")
            }
            Self::WithoutQuorum(from, until, decided) => {
                let (from, until) = (from.format("%H:%M"), until.format("%H:%M"));
                let what = match decided {
                    0 => "nothing was decided".to_owned(),
                    1 => "one decision or vote was recorded".to_owned(),
                    many => format!("{many} decisions or votes were recorded"),
                };
                format!("No quorum from {from} to {until}: {what} meanwhile")
            }
            Self::StayedIn(person, id) => {
                let name = meeting.seat(*person).map_or_else(
                    || "Somebody".to_owned(),
                    |seat| seat.person.name(NameForm::Short, meeting.head.date),
                );
                format!("{name} was to leave and is not noted as out: {}", item(id))
            }
            Self::PublicNotOut(id) => {
                format!("Carried, and the public is not noted as out: {}", text(id))
            }
            Self::NoSummary(id) => {
                format!("Exempt, and without an open summary: {}", item(id))
            }
            Self::NotMarked(1) => "One member is not marked on the roll".to_owned(),
            Self::NotMarked(members) => format!("{members} members are not marked on the roll"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::minutes::agenda::{Item, Outline, Spell};
    use crate::minutes::attendance::{Attended, Presence, Seat};
    use crate::minutes::body::Quorum;
    use crate::minutes::due::Due;
    use crate::minutes::entry::{
        Action, Declaration, Detail, Interest, Kind, NextMeeting, NextMeetings, Owner,
    };
    use crate::minutes::ids::{BodyId, MeetingId, PresenceId};
    use crate::minutes::meeting::{BodyHead, Head};
    use crate::minutes::person::{Person, Post};
    use chrono::{FixedOffset, NaiveDate, TimeZone};
    use uuid::Uuid;

    fn id(number: u128) -> Uuid {
        Uuid::from_u128(number)
    }

    fn at(minute: u32) -> Stamp {
        let zone = FixedOffset::east_opt(0).unwrap();
        zone.with_ymd_and_hms(2024, 2, 6, 10, minute, 0).unwrap()
    }

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, 2, 6).unwrap()
    }

    /// One item, put; one member, present; a quorum of one; the next date given.
    fn tidy() -> Meeting {
        let body = BodyHead {
            id: BodyId(id(1)),
            name: "Harbour Committee".to_owned(),
            code: "HC".to_owned(),
            called: "Committee".to_owned(),
            quorum: Quorum::Number(1),
        };
        let head = Head {
            body,
            title: None,
            date: day(),
            time: None,
            place: String::new(),
            template: String::new(),
        };
        let mut meeting = Meeting::new(MeetingId(id(2)), head);
        meeting.seats = vec![Seat {
            person: Person {
                id: PersonId(id(3)),
                honorific: Some("Councillor".to_owned()),
                given: "Wyn".to_owned(),
                family: "Pike".to_owned(),
                listed_as: None,
                posts: Vec::new(),
            },
            role: None,
            group: "Councillors".to_owned(),
            member: true,
            voting: true,
        }];
        note(&mut meeting, Attended::Present, 0);
        let mut item = Item::new(ItemId(id(4)), Outline::default());
        item.outline.title = "Moorings".to_owned();
        item.spells.push(Spell {
            put: at(1),
            left: None,
        });
        let next = NextMeetings {
            dates: vec![NextMeeting {
                meeting: MeetingId(id(5)),
                date: day(),
                created: false,
                time: None,
                place: String::new(),
            }],
            time: None,
        };
        item.entries
            .push(entry(6, Kind::Narrative, Detail::NextMeetings(next)));
        meeting.items.push(item);
        meeting
    }

    fn note(meeting: &mut Meeting, what: Attended, minute: u32) {
        let presence = Presence {
            id: PresenceId(id(100 + meeting.stream.len() as u128)),
            person: PersonId(id(3)),
            at: at(minute),
            what,
        };
        meeting.stream.push(presence);
    }

    fn entry(number: u128, kind: Kind, detail: Detail) -> Entry {
        Entry {
            id: EntryId(id(number)),
            kind,
            text: "Dredge the basin".to_owned(),
            started_at: at(2),
            recorded_at: at(3),
            detail,
            source: None,
            prepared: None,
        }
    }

    fn action(owned: bool, due: Option<Due>) -> Detail {
        let harbour_master = Owner {
            name: "Harbour Master".to_owned(),
            ..Owner::default()
        };
        Detail::Action(Action {
            reference: "HC/2024/1".to_owned(),
            owners: owned.then_some(harbour_master).into_iter().collect(),
            due,
            ..Action::default()
        })
    }

    /// An action of an owner of that name, which had no quotation marks.
    fn owned_by(name: &str, number: u128) -> Entry {
        let mut detail = action(true, None);
        if let Detail::Action(action) = &mut detail {
            action.owners[0].name = name.to_owned();
            action.owners[0].unknown = true;
        }
        entry(number, Kind::Action, detail)
    }

    fn vague() -> Due {
        Due {
            as_written: "when the tide turns".to_owned(),
            ..Due::default()
        }
    }

    #[test]
    fn a_tidy_meeting_has_none() {
        assert_eq!(of(&tidy(), false), []);
        assert_eq!(of(&tidy(), true), [LooseEnd::HalfTypedLine]);
    }

    #[test]
    fn each_loose_end_is_found_and_said() {
        type Loosen = fn(&mut Meeting);
        let cases: [(Loosen, LooseEnd, &str); 14] = [
            (
                |m| {
                    m.items[0]
                        .entries
                        .push(entry(7, Kind::Action, action(false, None)));
                },
                LooseEnd::ActionWithoutOwner(EntryId(id(7))),
                "Action without an owner: Dredge the basin",
            ),
            (
                |m| m.items[0].entries.push(owned_by("whit", 7)),
                LooseEnd::UnknownOwner(EntryId(id(7)), 0),
                "Owner \"whit\" is nobody on record: Dredge the basin",
            ),
            (
                |m| {
                    m.items[0]
                        .entries
                        .push(entry(7, Kind::Action, action(true, Some(vague()))));
                },
                LooseEnd::DueNotUnderstood(EntryId(id(7))),
                "No date understood in \"when the tide turns\": Dredge the basin",
            ),
            (
                |m| {
                    let mut due = vague();
                    due.doubt = Some("before the meeting itself".to_owned());
                    m.items[0]
                        .entries
                        .push(entry(7, Kind::Action, action(true, Some(due))));
                },
                LooseEnd::DueNotUnderstood(EntryId(id(7))),
                "Due \"when the tide turns\" (before the meeting itself): Dredge the basin",
            ),
            (
                |m| {
                    let mut item = m.items[0].clone();
                    item.id = ItemId(id(8));
                    item.entries = vec![entry(9, Kind::Private, Detail::None)];
                    m.items.push(item);
                },
                LooseEnd::EmptyItem(ItemId(id(8))),
                "Put, and nothing recorded: item 2, Moorings",
            ),
            (
                |m| m.items.push(Item::new(ItemId(id(8)), Outline::default())),
                LooseEnd::NeverPut(ItemId(id(8))),
                "Neither put nor skipped: item 2, ",
            ),
            (
                |m| m.items[0].entries[0].detail = Detail::None,
                LooseEnd::NoNextDate,
                "No date is given for the next meeting",
            ),
            (
                |m| {
                    m.head.body.quorum = Quorum::None;
                    note(m, Attended::Left, 5);
                },
                LooseEnd::NotBack(PersonId(id(3)), at(5)),
                "Cllr Pike left at 10:05 and is not back",
            ),
            (
                |m| {
                    m.stream.clear();
                    note(m, Attended::Apologies, 0);
                },
                LooseEnd::NoQuorum(Count {
                    present: 0,
                    needed: 1,
                    of_group: 0,
                    of_group_needed: 0,
                }),
                "No quorum: 0 present, 1 needed",
            ),
            (
                |m| {
                    let motion = Detail::Motion(Box::default());
                    m.items[0].entries.push(entry(7, Kind::Motion, motion));
                },
                LooseEnd::OpenMotion(EntryId(id(7))),
                "Moved, and nothing came of it: Dredge the basin",
            ),
            (
                |m| {
                    m.rules.budget = true;
                    let vote = formal::Vote {
                        on: None,
                        en_bloc: Vec::new(),
                        manner: Manner::Agreed,
                        majority: formal::Majority::Simple,
                        at: at(4),
                        electorate: Vec::new(),
                        members: 1,
                        chair: None,
                        casting: None,
                        asked: Vec::new(),
                    };
                    let vote = Detail::Vote(Box::new(vote));
                    m.items[0].entries.push(entry(7, Kind::Vote, vote));
                },
                LooseEnd::VoteWithoutNames(EntryId(id(7))),
                "A budget meeting, and this vote has no names: Dredge the basin",
            ),
            (
                |m| {
                    m.sitting.commenced = Some(at(0));
                    note(m, Attended::Left, 2);
                    note(m, Attended::Returned, 9);
                    m.items[0]
                        .entries
                        .push(entry(7, Kind::Decision, Detail::None));
                },
                LooseEnd::WithoutQuorum(at(2), at(9), 1),
                "No quorum from 10:02 to 10:09: one decision or vote was recorded meanwhile",
            ),
            (
                |m| {
                    let declaration = Declaration {
                        person: PersonId(id(3)),
                        interest: Interest::DisclosablePecuniary,
                        nature: String::new(),
                        leaves: true,
                        item: Some(ItemId(id(4))),
                        speaks: false,
                        dispensation: String::new(),
                        without_vote: false,
                    };
                    let declaration = Detail::Declaration(declaration);
                    m.items[0]
                        .entries
                        .push(entry(7, Kind::Declaration, declaration));
                },
                LooseEnd::StayedIn(PersonId(id(3)), ItemId(id(4))),
                "Cllr Pike was to leave and is not noted as out: item 1, Moorings",
            ),
            (
                |m| {
                    m.head.body.quorum = Quorum::None;
                    m.stream.clear();
                },
                LooseEnd::NotMarked(1),
                "One member is not marked on the roll",
            ),
        ];
        for (loosen, expected, words) in cases {
            let mut meeting = tidy();
            loosen(&mut meeting);
            assert_eq!(of(&meeting, false), [expected]);
            assert_eq!(expected.words(&meeting), words);
        }
    }

    #[test]
    fn a_role_or_a_post_on_the_roll_is_somebody() {
        let mut meeting = tidy();
        meeting.seats[0].role = Some("Chair".to_owned());
        meeting.seats[0].person.posts.push(Post {
            title: "Harbour Master".to_owned(),
            from: None,
            to: None,
        });
        meeting.items[0].entries.push(owned_by("chair", 7));
        meeting.items[0]
            .entries
            .push(owned_by("the Harbour Master", 8));
        assert_eq!(of(&meeting, false), []);
        meeting.items[0].entries.push(owned_by("Whit", 9));
        assert_eq!(of(&meeting, false).len(), 1);
    }

    #[test]
    fn what_was_settled_is_no_loose_end() {
        let mut meeting = tidy();
        let mut done = entry(7, Kind::Action, action(false, Some(vague())));
        if let Detail::Action(action) = &mut done.detail {
            action.status = Status::Complete;
        }
        meeting.items[0].entries.push(done);
        let mut skipped = Item::new(ItemId(id(8)), Outline::default());
        skipped.skipped = true;
        meeting.items.push(skipped);
        assert_eq!(of(&meeting, false), []);
    }

    #[test]
    fn the_item_for_the_next_date_is_not_reported_twice() {
        let mut meeting = tidy();
        meeting.items[0].entries.clear();
        meeting.items[0].outline.kind = ItemKind::NextMeeting;
        assert_eq!(of(&meeting, false), [LooseEnd::NoNextDate]);
    }
}
