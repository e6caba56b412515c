//! `import`: reads published minutes and prints what they seem to say.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, bail, ensure};
use clap::ValueEnum;

use super::{escaped, print};
use crate::import::{self, Proposal};

/// The largest file that is read, in bytes: the minutes of a very long meeting have not a tenth of it.
const LARGEST: u64 = 8 * 1024 * 1024;

/// How what was read is printed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum ImportFormat {
    /// One object a file; an array of them for several files
    Json,
}

/// Reads the files and prints a proposal for each.
pub fn run(paths: &[PathBuf], dry_run: bool, format: ImportFormat) -> anyhow::Result<ExitCode> {
    ensure!(
        dry_run,
        "Minutes cannot be written into the register yet. With --dry-run, what would be read from them is printed."
    );
    let proposals = paths
        .iter()
        .map(|path| proposal(path))
        .collect::<anyhow::Result<Vec<Proposal>>>()?;
    match format {
        ImportFormat::Json => {
            let json = match proposals.as_slice() {
                [one] => serde_json::to_string_pretty(one)?,
                several => serde_json::to_string_pretty(several)?,
            };
            print(&(escaped(&json) + "\n"))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn proposal(path: &Path) -> anyhow::Result<Proposal> {
    let text = read(path)?;
    let name = path.file_name().map(|name| name.to_string_lossy());
    Ok(import::read(&text, name.as_deref()))
}

/// The text of a file. Reading stops at the limit, whatever the file says of its size.
fn read(path: &Path) -> anyhow::Result<String> {
    let shown = path.display();
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes))
        .with_context(|| format!("{shown} could not be read."))?;
    ensure!(
        bytes.len() as u64 <= LARGEST,
        "{shown} is larger than 8 MiB: no minutes are so long. Cut it into one file a meeting."
    );
    text_of(bytes).with_context(|| {
        format!("{shown} is not text. Save it as plain text or Markdown first, one file a meeting.")
    })
}

/// Bytes as text: UTF-8, UTF-16 that says so, or the Windows page of old word processors; never anything binary.
fn text_of(bytes: Vec<u8>) -> anyhow::Result<String> {
    const BINARY: [(&[u8], &str); 5] = [
        (b"%PDF-", "it is a PDF"),
        (
            b"PK\x03\x04",
            "it is a zip archive or a word processor's document",
        ),
        (
            b"\xD0\xCF\x11\xE0",
            "it is an old word processor's document",
        ),
        (b"{\\rtf", "it is rich text (RTF)"),
        (b"SQLite format 3\0", "it is a database"),
    ];
    if let Some((_, what)) = BINARY.iter().find(|(start, _)| bytes.starts_with(start)) {
        bail!("{what}");
    }
    if let [0xFF, 0xFE, rest @ ..] = bytes.as_slice() {
        return utf16(rest, u16::from_le_bytes);
    }
    if let [0xFE, 0xFF, rest @ ..] = bytes.as_slice() {
        return utf16(rest, u16::from_be_bytes);
    }
    let odd = bytes
        .iter()
        .filter(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31))
        .count();
    // A few stray controls come out of conversions; a file full of them is no text.
    ensure!(odd * 100 <= bytes.len(), "it holds many control characters");
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(error) => {
            let bytes = error.into_bytes();
            let high = bytes.iter().filter(|byte| **byte >= 0x80).count();
            ensure!(
                high * 5 <= bytes.len(),
                "its characters are in no known encoding"
            );
            Ok(bytes.iter().map(|byte| windows_1252(*byte)).collect())
        }
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> anyhow::Result<String> {
    let units: Vec<u16> = bytes
        .chunks_exact(2)
        .filter_map(|pair| Some(unit(pair.try_into().ok()?)))
        .collect();
    String::from_utf16(&units).context("its UTF-16 is broken")
}

/// A byte of Windows code page 1252; the few that it leaves open become stand-ins.
fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{FFFD}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{FFFD}', 'Ž',
        '\u{FFFD}', '\u{FFFD}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ',
        '\u{FFFD}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9F => HIGH
            .get(usize::from(byte - 0x80))
            .copied()
            .unwrap_or('\u{FFFD}'),
        _ => char::from(byte), // the same as in Unicode
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_in_the_encodings_of_offices() {
        assert_eq!(
            text_of("Cllr Ní Dhálaigh".into()).unwrap(),
            "Cllr Ní Dhálaigh"
        );
        assert_eq!(text_of(b"Clerk\x92s \xA35".to_vec()).unwrap(), "Clerk’s £5");
        assert_eq!(text_of(b"\xFF\xFEA\0b\0".to_vec()).unwrap(), "Ab");
    }

    #[test]
    fn what_is_no_text_is_refused_in_words() {
        for (bytes, why) in [
            (b"%PDF-1.7 \n".to_vec(), "PDF"),
            (b"PK\x03\x04....".to_vec(), "word processor"),
            (vec![0; 400], "control characters"),
            ((128..=255).cycle().take(4000).collect(), "encoding"),
        ] {
            let error = text_of(bytes).unwrap_err().to_string();
            assert!(error.contains(why), "{error}");
        }
    }
}
