//! The clerk's own files beside the register: keymap, templates, phrases, and where they are kept.
//!
//! A mistake in one of them never keeps a meeting from being recorded: the built-in one is used and the mistake said.

use std::fs;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use crate::files;
use crate::keymap::{BUILT_IN, Keymap};
use crate::minutes::phrases::Phrases;
use crate::minutes::template::Templates;

/// The folders of this platform; XDG on Linux and macOS.
pub struct Folders {
    /// Settings: `keymap.toml`, `phrases.toml`, `templates/*.toml`.
    pub settings: PathBuf,
    /// The register.
    pub data: PathBuf,
}

impl Folders {
    /// The folders of whoever runs the program; `None` where they have no home.
    pub fn find() -> Option<Self> {
        let base = etcetera::choose_base_strategy().ok()?;
        Some(Self {
            settings: base.config_dir().join("minutebook"),
            data: base.data_dir().join("minutebook"),
        })
    }
}

/// What was read, and what was wrong with it, each in a line or more of plain words.
pub struct Library {
    /// What keys mean.
    pub keymap: Keymap,
    /// Kinds of meeting.
    pub templates: Templates,
    /// Abbreviations and stock phrases.
    pub phrases: Phrases,
    /// Mistakes in the clerk's own files.
    pub mistakes: Vec<String>,
    /// Those of them that are in templates, whose wording documents are then without.
    pub in_templates: Vec<String>,
}

impl Library {
    /// Reads the clerk's own files; `keymap` names a built-in keymap or a file instead of the clerk's usual one.
    pub fn read(settings: Option<&Path>, keymap: Option<&str>) -> Self {
        let mut mistakes = Vec::new();
        let keymap = match keymap_of(settings, keymap) {
            Ok(keymap) => keymap,
            Err(words) => {
                mistakes.push(words);
                Keymap::usual()
            }
        };
        let mut in_templates = Vec::new();
        let own = settings
            .map(|folder| own_templates(folder, &mut in_templates))
            .unwrap_or_default();
        let (templates, found) = Templates::with(
            own.iter()
                .map(|(file, text)| (file.as_str(), text.as_str())),
        );
        in_templates.extend(found.iter().map(ToString::to_string));
        mistakes.extend(in_templates.iter().cloned());
        let mut phrases = Phrases::stock();
        if let Some(path) = settings
            .map(|folder| folder.join("phrases.toml"))
            .filter(|path| path.exists())
        {
            let read = files::read(&path)
                .map_err(|error| error.to_string())
                .and_then(|text| {
                    Phrases::read(&text, &path.display().to_string()).map_err(|found| {
                        found
                            .iter()
                            .map(ToString::to_string)
                            .collect::<Vec<_>>()
                            .join("\n")
                    })
                });
            match read {
                Ok(own) => phrases = phrases.with(&own),
                Err(words) => mistakes.push(words),
            }
        }
        Self {
            keymap,
            templates,
            phrases,
            mistakes,
            in_templates,
        }
    }
}

/// The keymap that is asked for; else the clerk's own; else the default one.
fn keymap_of(settings: Option<&Path>, asked: Option<&str>) -> Result<Keymap, String> {
    let path = match asked {
        Some(name) if BUILT_IN.contains(&name) => {
            return Keymap::built_in(name).map_err(|mistakes| mistakes.to_string());
        }
        Some(file) => PathBuf::from(file),
        None => match settings
            .map(|folder| folder.join("keymap.toml"))
            .filter(|path| path.exists())
        {
            Some(path) => path,
            None => return Ok(Keymap::usual()),
        },
    };
    let shown = path.display().to_string();
    let text = files::read(&path).map_err(|error| {
        format!(
            "{error} A keymap is a file, or one of: {}.",
            BUILT_IN.join(", ")
        )
    })?;
    Keymap::read(&text, &shown).map_err(|mistakes| mistakes.to_string())
}

/// The clerk's own templates, as file name and text, in the order of their names.
fn own_templates(settings: &Path, mistakes: &mut Vec<String>) -> Vec<(String, String)> {
    let Ok(folder) = fs::read_dir(settings.join("templates")) else {
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = folder
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        })
        .collect();
    paths.sort();
    let mut own = Vec::new();
    for path in paths {
        match files::read(&path) {
            Ok(text) => own.push((path.display().to_string(), text)),
            Err(error) => mistakes.push(error.to_string()),
        }
    }
    own
}
