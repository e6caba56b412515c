use super::*;
use crate::minutes::agenda::ItemKind;
use crate::minutes::entry::{Entry, Kind, Status};
use crate::minutes::meeting::{Meeting, State};
use crate::screen::testing::{Memory, half_past_five, templates};
use strum::IntoEnumIterator;

fn laid_in() -> Memory {
    let mut store = Memory::default();
    let lines = lines(&mut IdSource::new([3; 16]), half_past_five(), &templates());
    store.append(lines);
    store
}

fn all_entries(store: &Memory) -> impl Iterator<Item = &Entry> {
    store
        .meetings
        .values()
        .flat_map(|(meeting, _)| meeting.entries())
        .map(|(_, entry)| entry)
}

#[test]
fn the_journal_replays_and_times_never_run_backwards_within_a_meeting() {
    let store = laid_in();
    assert_eq!(store.register.bodies.len(), 3);
    assert_eq!(store.register.people.len(), 22);
    let states: Vec<State> = {
        let mut meetings: Vec<&Meeting> = store
            .meetings
            .values()
            .map(|(meeting, _)| meeting)
            .collect();
        meetings.sort_by_key(|meeting| meeting.head.date);
        meetings.iter().map(|meeting| meeting.state()).collect()
    };
    assert_eq!(
        states,
        [
            State::Closed,
            State::Closed,
            State::Closed,
            State::Scheduled,
            State::Scheduled
        ]
    );
    for id in store.meetings.keys() {
        let times: Vec<Stamp> = store
            .journal
            .iter()
            .filter(|line| matches!(&line.what, What::Meeting(of, _) if of == id))
            .map(|line| line.at)
            .collect();
        assert!(times.is_sorted());
    }
}

#[test]
fn every_kind_of_entry_and_of_item_is_there_to_be_seen() {
    let store = laid_in();
    for kind in Kind::iter() {
        assert!(
            all_entries(&store).any(|entry| entry.kind == kind),
            "{kind:?}"
        );
    }
    for kind in ItemKind::iter() {
        let has = |meeting: &Meeting| meeting.items.iter().any(|item| item.outline.kind == kind);
        assert!(
            store.meetings.values().any(|(meeting, _)| has(meeting)),
            "{kind:?}"
        );
    }
}

#[test]
fn actions_have_owners_and_dues_that_are_understood() {
    let store = laid_in();
    let actions: Vec<_> = all_entries(&store).filter_map(Entry::action).collect();
    assert!(
        actions
            .iter()
            .any(|action| action.status == Status::Complete)
    );
    assert!(actions.iter().any(|action| action.owners.is_empty()));
    for due in actions.iter().filter_map(|action| action.due.as_ref()) {
        assert!(due.window.is_some(), "{due:?}");
        assert_eq!(due.doubt, None, "{due:?}");
    }
}

#[test]
fn what_is_carried_forward_is_there_to_be_seen() {
    let store = laid_in();
    let entry = |key: &EntryKey| {
        let (meeting, _) = store.meetings.get(&key.meeting)?;
        meeting.entry(key.entry)
    };
    let carried: Vec<EntryKey> = store
        .meetings
        .values()
        .flat_map(|(meeting, _)| &meeting.items)
        .flat_map(|item| item.outline.carried.clone())
        .collect();
    assert_eq!(carried.len(), 2);
    assert!(carried.iter().all(|key| entry(key).is_some()));
    let actions: Vec<_> = all_entries(&store).filter_map(Entry::action).collect();
    assert!(actions.iter().any(|action| action.is_recommendation()));
    assert!(actions.iter().any(|action| !action.updates.is_empty()));
    let topics: Vec<_> = store
        .meetings
        .values()
        .flat_map(|(meeting, _)| {
            let of = |(item, entry)| crate::minutes::topic::of(&meeting.head, item, entry);
            meeting.entries().filter_map(of).collect::<Vec<_>>()
        })
        .collect();
    assert!(
        topics
            .iter()
            .any(|topic| topic.on.is_some() && topic.words == "Bus shelters")
    );
    assert!(topics.iter().any(|topic| topic.vehicle.is_some()));
}

#[test]
fn everybody_named_in_a_script_is_on_that_roll() {
    let store = laid_in();
    for (meeting, _) in store.meetings.values() {
        for item in &meeting.items {
            for person in item.outline.presenters.iter().chain(&item.outline.guests) {
                assert!(meeting.seat(*person).is_some(), "{}", item.outline.title);
            }
        }
        if meeting.state() == State::Closed {
            assert!(meeting.count().is_quorate());
            assert!(
                meeting.stream.len() >= 7,
                "somebody was left out of the stream"
            );
            assert!(
                meeting
                    .items
                    .iter()
                    .all(crate::minutes::agenda::Item::was_put)
            );
        }
    }
}

#[test]
fn laid_in_twice_with_the_same_seed_it_is_the_same() {
    let again = lines(&mut IdSource::new([3; 16]), half_past_five(), &templates());
    assert_eq!(laid_in().journal, again);
}
