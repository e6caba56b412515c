//! Writes specimens of every format into a folder: all files of the sample council's meetings that are over, and a
//! document in which every kind of block stands. They are for looking at, and for programs that check them.
//!
//! `cargo run --example specimens -- FOLDER`

mod every_block;

use std::error::Error;
use std::path::Path;

use chrono::{FixedOffset, TimeZone};
use minutebook::export::document::{Document, Words};
use minutebook::export::{Choices, Format, Material, Wanted, plan};
use minutebook::minutes::exempt::Copy;
use minutebook::minutes::ids::IdSource;
use minutebook::minutes::meeting::{Meeting, State};
use minutebook::minutes::template::Templates;
use minutebook::sample;
use minutebook::store::protocol::{Request, Revision};
use minutebook::store::{Archive, Options, Store};
use strum::IntoEnumIterator as _;

fn main() -> Result<(), Box<dyn Error>> {
    let Some(folder) = std::env::args().nth(1) else {
        eprintln!("usage: specimens FOLDER");
        std::process::exit(2);
    };
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder)?;
    let templates = Templates::built_in();
    let meetings: Vec<_> = meetings(&templates)?
        .iter()
        .map(|meeting| meeting.copy(Copy::Public))
        .collect();
    for meeting in &meetings {
        let template = templates.for_meeting(&meeting.head.template);
        let material = Material::of(meeting, &template);
        for planned in plan(&material) {
            let wanted = Wanted {
                owner: planned.owner.as_deref(),
                ..Wanted::default()
            };
            let (document, _) = planned.document.make(&material.wanting(wanted));
            let bytes = planned.format.write(meeting, &document, planned.choices)?;
            std::fs::write(folder.join(planned.name), bytes)?;
        }
    }
    let Some(meeting) = meetings.first() else {
        return Err("the sample council has no meeting that is over".into());
    };
    let every_block = every_block::every_block();
    let approved = Document {
        furniture: minutebook::export::document::Furniture {
            mark: Words::empty(),
            ..every_block.furniture.clone()
        },
        ..every_block.clone()
    };
    for (name, document) in [("every-block", every_block), ("approved", approved)] {
        for format in Format::iter().filter(|format| !format.is_of_the_record()) {
            let bytes = format.write(meeting, &document, Choices::default())?;
            std::fs::write(folder.join(format!("{name}.{}", format.extension())), bytes)?;
        }
    }
    Ok(())
}

/// The meetings of the sample council that are over, as a register gives them back.
fn meetings(templates: &Templates) -> Result<Vec<Meeting>, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("register.db");
    let store = Store::open(&path, Options::default())?;
    let now = FixedOffset::east_opt(0)
        .and_then(|offset| offset.with_ymd_and_hms(2025, 6, 10, 17, 30, 0).single())
        .ok_or("no such day")?;
    let lines = sample::lines(&mut IdSource::new([3; 16]), now, templates);
    let handle = store.start(|_| {})?;
    handle.send(Request::Record {
        revision: Revision(1),
        lines,
        draft: None,
    });
    handle.send(Request::Stop);
    handle.join();
    let archive = Archive::open(&path)?;
    let mut meetings = Vec::new();
    for row in archive.meetings()? {
        let meeting = archive.meeting(row.id)?.meeting;
        if meeting.state() == State::Closed {
            meetings.push(meeting);
        }
    }
    Ok(meetings)
}
