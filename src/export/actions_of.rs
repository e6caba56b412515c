//! The actions that documents of a meeting speak of: its own, and those of earlier ones that are open.

use super::Material;
use super::document::Source;
use crate::minutes::action::Standing;
use crate::minutes::background::ActionOnRecord;
use crate::minutes::entry::{Action, Owner, Status};
use crate::minutes::ids::EntryKey;
use crate::minutes::person::NameForm;
use crate::minutes::roster::fold;
use crate::minutes::wording::{Occasion, Told};

/// An action for a list.
#[derive(Clone, Debug)]
pub(super) struct Listed<'a> {
    /// Which entry it is.
    pub key: EntryKey,
    /// Its words.
    pub text: &'a str,
    /// As it was agreed.
    pub agreed: &'a Action,
    /// How it stands.
    pub standing: Standing,
    /// Who is to do it.
    pub owners: Vec<OwnerName>,
    /// The body that agreed it.
    pub body: &'a str,
    /// When.
    pub raised: chrono::NaiveDate,
    /// The number of its item.
    pub minute: String,
    /// The title of its item.
    pub title: &'a str,
}

/// Who is to do an action, as lists name them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OwnerName {
    /// "Councillor Ann Bell", or as written.
    pub name: String,
    /// What they are sorted by.
    pub sorted: String,
}

impl OwnerName {
    fn of(owner: &Owner, material: &Material<'_>) -> Self {
        let person = owner.person.and_then(|id| {
            let seat = material.meeting.seat(id).map(|seat| &seat.person);
            seat.or_else(|| material.background.register.person(id))
        });
        match person {
            Some(person) => Self {
                name: person.name(NameForm::Titled, material.meeting.head.date),
                sorted: fold(&person.family),
            },
            None => Self {
                name: owner.name.clone(),
                sorted: fold(&owner.name),
            },
        }
    }
}

/// What the meeting agreed, and what is open from earlier meetings of its body: what presses most first.
pub(super) fn of<'a>(material: &Material<'a>) -> Vec<Listed<'a>> {
    let Material {
        meeting,
        background,
        ..
    } = *material;
    let mut actions: Vec<Listed<'a>> = Vec::new();
    for (place, item) in meeting.items.iter().enumerate() {
        for entry in item.public_entries() {
            let (Some(agreed), Some(standing)) = (entry.action(), meeting.standing(entry.id))
            else {
                continue;
            };
            let key = EntryKey {
                meeting: meeting.id,
                entry: entry.id,
            };
            // What was heard of it since is in the register; what was said a moment ago is not there yet.
            let later = background.action(key).map(|known| &known.standing);
            let later = later.filter(|later| later.updates >= standing.updates);
            let number = item.outline.number.clone();
            let standing = later.cloned().unwrap_or(standing);
            actions.push(Listed {
                key,
                text: &entry.text,
                agreed,
                owners: names(&standing, material),
                standing,
                body: &meeting.head.body.name,
                raised: meeting.head.date,
                minute: number.unwrap_or_else(|| (place + 1).to_string()),
                title: &item.outline.title,
            });
        }
    }
    let earlier = background.actions.iter().filter(|action| {
        let minuted = &action.minuted;
        minuted.body == meeting.head.body.id
            && minuted.key.meeting != meeting.id
            && minuted.date <= meeting.head.date
            && action.standing.status == Status::Open
    });
    actions.extend(earlier.map(|action| Listed::on_record(action, material)));
    // The sort is stable: of those that press alike, this meeting's stand first, in their order.
    actions.sort_by_key(|action| {
        let due = action.due_by();
        (action.standing.status != Status::Open, due.is_none(), due)
    });
    actions
}

/// Who is to do an action.
fn names(standing: &Standing, material: &Material<'_>) -> Vec<OwnerName> {
    let owners = standing.owners.iter();
    owners.map(|owner| OwnerName::of(owner, material)).collect()
}

impl<'a> Listed<'a> {
    /// An action as it is on record.
    pub fn on_record(action: &'a ActionOnRecord, material: &Material<'_>) -> Self {
        Self {
            key: action.minuted.key,
            text: &action.minuted.text,
            agreed: &action.agreed,
            standing: action.standing.clone(),
            owners: names(&action.standing, material),
            body: &action.minuted.body_name,
            raised: action.minuted.date,
            minute: action.minuted.number.clone(),
            title: &action.minuted.title,
        }
    }

    /// The last day of its time.
    fn due_by(&self) -> Option<chrono::NaiveDate> {
        Some(self.standing.due.as_ref()?.window?.to)
    }

    /// What the words of a document may speak of.
    pub fn occasion(&self, material: &Material<'a>) -> Occasion<'a> {
        let standing = &self.standing;
        let today = material.background.today;
        let owners = self.owners.iter().map(|owner| owner.name.clone());
        let due = standing.due.as_ref().map(|due| due.as_written.as_str());
        let latest = standing.latest.as_ref();
        let text = self.text.trim();
        let note = latest.map_or("", |latest| latest.update.note.as_str());
        Occasion::of(material.meeting)
            .tell("reference", Told::text(&self.agreed.reference))
            .tell("text", Told::text(text.strip_suffix('.').unwrap_or(text)))
            .tell("owners", Told::Texts(owners.collect()))
            .tell("due", Told::text(due.unwrap_or_default()))
            .tell("due_by", Told::Day(self.due_by()))
            .tell("status", Told::text(standing.status.name()))
            .tell("overdue", Told::Yes(standing.is_overdue(today)))
            .tell("raised", Told::Day(Some(self.raised)))
            .tell("source", Told::text(self.body))
            .tell("minute", Told::text(&self.minute))
            .tell("title", Told::text(self.title))
            .tell("note", Told::text(note))
            .tell(
                "noted",
                Told::Day(latest.map(|latest| latest.at.date_naive())),
            )
    }

    /// Where it comes from, as this meeting's document has it.
    pub fn source(&self, material: &Material<'_>) -> Source {
        if self.key.meeting == material.meeting.id {
            Source::Entry(self.key.entry)
        } else {
            Source::Elsewhere
        }
    }
}
