//! Making documents and writing them into a folder, away from the loop.

use std::path::Path;

use chrono::TimeDelta;

use crate::export::{Maker, Material};
use crate::files::{self, Readers};
use crate::minutes::exempt::Copy;
use crate::screen::writing::{Looked, ToWrite};

/// Which of some files are in a folder.
pub fn look(folder: String, names: Vec<String>) -> Looked {
    let path = files::path_of(&folder);
    let there = names.into_iter().filter(|name| path.join(name).exists());
    Looked {
        there: there.collect(),
        is_there: path.is_dir(),
        path: in_full(&path),
        asked: folder,
    }
}

fn in_full(path: &Path) -> String {
    let whole = std::path::absolute(path);
    whole.as_deref().unwrap_or(path).display().to_string()
}

fn counted(count: usize) -> String {
    match count {
        1 => "1 file".to_owned(),
        count => format!("{count} files"),
    }
}

/// Makes the documents and writes them; the words say what was written where, or what was not.
pub fn write(wanted: &ToWrite) -> Result<String, String> {
    let folder = files::path_of(&wanted.folder);
    std::fs::create_dir_all(&folder)
        .map_err(|why| format!("The folder {} could not be made ({why}).", in_full(&folder)))?;
    let (mut written, mut left_alone, mut faults) = (0, 0, Vec::new());
    let material = Material::of(&wanted.meeting, &wanted.template).with(&wanted.background);
    let mut maker = Maker::of(material, TimeDelta::zero());
    let readers = match wanted.meeting.which() {
        Copy::Public => Readers::AsUsual,
        Copy::Full => Readers::OwnerAlone,
    };
    for file in &wanted.files {
        let path = folder.join(&file.name);
        if !wanted.replace && path.exists() {
            left_alone += 1;
            continue;
        }
        let put = maker.make(file).map_err(|why| why.to_string());
        let put = put.and_then(|(bytes, found)| {
            faults.extend(found);
            files::write(&path, &bytes, wanted.replace, readers).map_err(|why| why.to_string())
        });
        if let Err(why) = put {
            let before = match written {
                0 => String::new(),
                written => format!(" Written before it: {}.", counted(written)),
            };
            return Err(format!("{why}{before}"));
        }
        written += 1;
    }
    let mut words = match (wanted.files.as_slice(), written) {
        ([file], 1) => format!("Written: {}", in_full(&folder.join(&file.name))),
        (_, written) => format!("Written: {} into {}", counted(written), in_full(&folder)),
    };
    if left_alone > 0 {
        words.push_str(&format!(
            "; {} already there left alone",
            counted(left_alone)
        ));
    }
    match faults.first() {
        None => Ok(words),
        Some(fault) => Err(format!("{words}. {fault}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{Format, plan};
    use crate::minutes::background::Background;
    use crate::minutes::exempt::Copy;
    use crate::minutes::ids::IdSource;
    use crate::sample;
    use crate::screen::diary::Diary;
    use crate::screen::testing::{Room, half_past_five, templates};

    #[test]
    fn what_is_there_is_left_alone_until_it_may_be_replaced() {
        let lines = sample::lines(&mut IdSource::new([3; 16]), half_past_five(), &templates());
        let mut room = Room::with(Diary::default(), lines);
        room.take_up_today();
        let meeting = room.open().copy(Copy::Public);
        let template = templates().for_meeting(&meeting.head.template);
        let files: Vec<_> = plan(&Material::of(&meeting, &template))
            .into_iter()
            .filter(|file| matches!(file.format, Format::Text | Format::Markdown))
            .collect();
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("new");
        let name = &files[0].name;
        let mut wanted = ToWrite {
            folder: inner.display().to_string(),
            replace: false,
            template: (*template).clone(),
            background: Background::default(),
            files: files.clone(),
            meeting,
        };
        let names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
        let before = look(wanted.folder.clone(), names.clone());
        assert!(!before.is_there && before.there.is_empty());
        let words = write(&wanted).unwrap();
        assert_eq!(
            words,
            format!("Written: {} files into {}", files.len(), inner.display())
        );
        let after = look(wanted.folder.clone(), names);
        assert!(after.is_there);
        assert_eq!(after.there.len(), files.len());
        let minutes = std::fs::read_to_string(inner.join(name)).unwrap();
        assert!(minutes.contains(wanted.meeting.head.title()), "{minutes}");

        std::fs::write(inner.join(name), "the clerk's own").unwrap();
        wanted.files.truncate(1);
        let words = write(&wanted).unwrap();
        assert!(
            words.ends_with("; 1 file already there left alone"),
            "{words}"
        );
        let kept = std::fs::read_to_string(inner.join(name)).unwrap();
        assert_eq!(kept, "the clerk's own");
        wanted.replace = true;
        let words = write(&wanted).unwrap();
        assert_eq!(words, format!("Written: {}", inner.join(name).display()));
        assert_eq!(std::fs::read_to_string(inner.join(name)).unwrap(), minutes);
    }
}
