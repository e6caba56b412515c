//! From the bytes of a file to its text: what sort of file it is, and whether it can be read at all.
//!
//! A file from outside may be anything. Everything here is bounded in time and memory, and whatever cannot be read is
//! refused in words that say what to do instead. What a file is, its first bytes say; its name only tells an action log
//! from minutes.

use sha2::{Digest, Sha256};
use thiserror::Error;

use super::docx;

/// The most bytes of a file that are looked at: a document of Word with pictures in it.
pub const LARGEST: u64 = 32 * 1024 * 1024;

/// The most bytes of text that are read as minutes or as an action log: some thousand pages.
const LARGEST_TEXT: usize = 8 * 1024 * 1024;

/// The most bytes of one line: whole minutes are published as one, a line beyond that is no text.
const LONGEST_LINE: usize = 256 * 1024;

/// A file as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The name of the file, without folders.
    pub name: String,
    /// SHA-256 over its bytes, in hexadecimal.
    pub sha256: String,
    /// What it says.
    pub text: String,
    /// What sort of text that is.
    pub sort: Sort,
    /// What a clerk should know of how it was read.
    pub remarks: Vec<String>,
}

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Minutes: text, Markdown, or what was in a document of Word.
    Minutes,
    /// An action log as a table.
    Table,
    /// An action log as JSON.
    Json,
}

/// Why a file cannot be read, and what to do.
#[derive(Debug, Error)]
pub enum Unreadable {
    /// There is nothing in it.
    #[error("{0} is empty: there is nothing to import.")]
    Empty(String),
    /// It is larger than any minutes.
    #[error(
        "{0} is too large: minutes and action logs have at most 8 MB of text (32 MB as .docx). Split it, or save its text alone."
    )]
    TooLarge(String),
    /// It is a PDF.
    #[error(
        "{0} is a PDF. Make a text of it first: pdftotext -layout {0} {0}.txt, and import that."
    )]
    Pdf(String),
    /// It is a document of another program.
    #[error("{name} is {what}. Save it as .docx or as plain text (UTF-8), and import that.")]
    OtherProgram {
        /// Which.
        name: String,
        /// What it is: "a document of an old Word".
        what: &'static str,
    },
    /// It is no text at all.
    #[error(
        "{0} is not text. Minutes can be imported as plain text, Markdown or .docx, action logs as .csv or .json."
    )]
    Binary(String),
    /// It is text in an encoding that is not known.
    #[error(
        "{name} is not UTF-8 text (byte {at} is the first that does not fit). Save it as UTF-8 and import that."
    )]
    NotUtf8 {
        /// Which.
        name: String,
        /// The first byte that is wrong, from 1.
        at: usize,
    },
    /// A line does not end.
    #[error("Line {line} of {name} is longer than 256 KB: that is no text that people read.")]
    LongLine {
        /// Which.
        name: String,
        /// The line, from 1.
        line: usize,
    },
    /// A document of Word could not be read.
    #[error(
        "{name} cannot be read as .docx: {why}. Open it in a word processor and save it again, or save it as plain text."
    )]
    Docx {
        /// Which.
        name: String,
        /// Why.
        why: docx::Fault,
    },
}

/// Reads a file.
pub fn read(name: &str, bytes: &[u8]) -> Result<Text, Unreadable> {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned();
    if bytes.len() as u64 > LARGEST {
        return Err(Unreadable::TooLarge(name));
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Unreadable::Empty(name));
    }
    let sort = sort_of(&name);
    let mut remarks = Vec::new();
    let text = if bytes.starts_with(b"PK\x03\x04") {
        let failed = |why| Unreadable::Docx {
            name: name.clone(),
            why,
        };
        docx::text(bytes).map_err(failed)?
    } else {
        foreign(&name, bytes)?;
        if bytes.len() > LARGEST_TEXT {
            return Err(Unreadable::TooLarge(name));
        }
        decoded(&name, bytes, sort, &mut remarks)?
    };
    if text.trim().is_empty() {
        return Err(Unreadable::Empty(name));
    }
    look_at_lines(&name, &text)?;
    let digest = Sha256::digest(bytes);
    let pairs: Vec<String> = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let sha256 = pairs.concat();
    let sort = if bytes.starts_with(b"PK\x03\x04") {
        Sort::Minutes
    } else {
        sort
    };
    Ok(Text {
        name,
        sha256,
        text,
        sort,
        remarks,
    })
}

/// What the name of a file says.
fn sort_of(name: &str) -> Sort {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    match ending.to_ascii_lowercase().as_str() {
        "csv" | "tsv" | "tab" => Sort::Table,
        "json" => Sort::Json,
        _ => Sort::Minutes, // whatever else it is called, it is read as text
    }
}

/// Refuses what other programs write, by its first bytes.
fn foreign(name: &str, bytes: &[u8]) -> Result<(), Unreadable> {
    let name = || name.to_owned();
    let start = bytes.trim_ascii_start();
    if start.starts_with(b"%PDF-") {
        return Err(Unreadable::Pdf(name()));
    }
    let lower: Vec<u8> = start.iter().take(64).map(u8::to_ascii_lowercase).collect();
    let what = [
        (
            &b"\xd0\xcf\x11\xe0"[..],
            "a document of an old Word or another old office program",
        ),
        (b"{\\rtf", "a document in RTF"),
        (b"<!doctype html", "a web page"),
        (b"<html", "a web page"),
        (b"<?xml", "a document in XML"),
        (b"sqlite format 3\0", "a register or another database"),
    ];
    match what.iter().find(|(mark, _)| lower.starts_with(mark)) {
        Some((_, what)) => Err(Unreadable::OtherProgram { name: name(), what }),
        None => Ok(()),
    }
}

/// The bytes as text: UTF-8, UTF-16 with its mark, and for tables what spreadsheets on Windows write.
fn decoded(
    name: &str,
    bytes: &[u8],
    sort: Sort,
    remarks: &mut Vec<String>,
) -> Result<String, Unreadable> {
    let wide = |pairs: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = pairs
            .chunks_exact(2)
            .filter_map(|pair| Some(unit([*pair.first()?, *pair.get(1)?])))
            .collect();
        // Bytes that only happen to begin like that make letters of all the scripts there are.
        let text = String::from_utf16(&units).unwrap_or_default();
        let odd = text.chars().filter(|letter| *letter > '\u{2fff}').count();
        if text.is_empty() || odd * 10 > text.chars().count() {
            return Err(Unreadable::Binary(name.to_owned()));
        }
        Ok(text)
    };
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes)?,
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes)?,
        _ => {
            let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
            if is_binary(bytes) {
                return Err(Unreadable::Binary(name.to_owned()));
            }
            match std::str::from_utf8(bytes) {
                Ok(text) => text.to_owned(),
                Err(_) if sort != Sort::Json && is_of_windows(bytes) => {
                    remarks.push(
                        "It is not UTF-8 and was read as Windows text: look at accents and pound signs."
                            .to_owned(),
                    );
                    bytes.iter().map(|byte| of_windows(*byte)).collect()
                }
                Err(error) => {
                    let at = error.valid_up_to() + 1;
                    return Err(Unreadable::NotUtf8 {
                        name: name.to_owned(),
                        at,
                    });
                }
            }
        }
    };
    if text.contains('\0') {
        return Err(Unreadable::Binary(name.to_owned()));
    }
    Ok(text)
}

/// Whether bytes are no text: a zero byte, or more control bytes than a slip of a converter leaves.
fn is_binary(bytes: &[u8]) -> bool {
    let control =
        |byte: &&u8| **byte < 0x20 && !matches!(**byte, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c);
    bytes.contains(&0) || bytes.iter().filter(control).count() > 16 + bytes.len() / 100
}

/// Whether bytes that are no UTF-8 can be what old programs on Windows write of English, Irish and Welsh: dashes,
/// quotes, pound signs and a few accents.
fn is_of_windows(bytes: &[u8]) -> bool {
    let high = || bytes.iter().filter(|byte| **byte >= 0x80);
    let is_usual = |byte: &u8| {
        matches!(byte,
            0x80 | 0x85 | 0x91..=0x97 | 0x99 | 0xa0 | 0xa3 | 0xa7 | 0xa9 | 0xad | 0xae | 0xb0 | 0xb2 | 0xb3 | 0xb7
            | 0xb9 | 0xba | 0xbc..=0xbe | 0xc0 | 0xc1 | 0xc4 | 0xc7..=0xcf | 0xd2..=0xd4 | 0xd6 | 0xd9..=0xdd
            | 0xe0..=0xe2 | 0xe4 | 0xe7..=0xef | 0xf1..=0xf4 | 0xf6 | 0xf9..=0xfd)
    };
    high().all(is_usual) && high().count() * 10 <= bytes.len().max(80)
}

/// A byte as Windows-1252 has it; the five that it leaves free are shown as what they are not: letters.
fn of_windows(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}', 'Ž',
        '\u{fffd}', '\u{fffd}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ',
        '\u{fffd}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => HIGH
            .get(usize::from(byte - 0x80))
            .copied()
            .unwrap_or('\u{fffd}'),
        _ => char::from(byte),
    }
}

fn look_at_lines(name: &str, text: &str) -> Result<(), Unreadable> {
    if text.len() > LARGEST_TEXT {
        return Err(Unreadable::TooLarge(name.to_owned()));
    }
    let ends = ['\n', '\r', '\u{c}', '\u{b}'];
    match text.split(ends).position(|line| line.len() > LONGEST_LINE) {
        Some(place) => Err(Unreadable::LongLine {
            name: name.to_owned(),
            line: place + 1,
        }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(name: &str, bytes: &[u8]) -> String {
        read(name, bytes).unwrap_err().to_string()
    }

    #[test]
    fn text_comes_with_the_name_and_digest_of_its_file() {
        let read = read(
            "minutes/2031/may.txt",
            "\u{feff}Présent: Bell\r\n".as_bytes(),
        )
        .unwrap();
        assert_eq!(read.name, "may.txt");
        assert_eq!(read.text, "Présent: Bell\r\n");
        assert_eq!(read.sort, Sort::Minutes);
        // sha256sum of those bytes, the mark at their start among them.
        let again = Sha256::digest("\u{feff}Présent: Bell\r\n".as_bytes());
        assert!(
            read.sha256
                .starts_with(&format!("{:02x}{:02x}", again[0], again[1]))
        );
        assert_eq!(read.sha256.len(), 64);
    }

    #[test]
    fn what_is_no_text_is_refused_with_what_to_do() {
        assert!(refused("may.pdf", b"%PDF-1.7\n...").contains("pdftotext -layout may.pdf"));
        assert!(refused("may.doc", b"\xd0\xcf\x11\xe0\xa1\xb1").contains("old Word"));
        assert!(refused("may.rtf", b"{\\rtf1 x").contains("RTF"));
        assert!(refused("may.html", b"\n<!DOCTYPE HTML><p>").contains("web page"));
        assert!(refused("may.txt", b"\x7fELF\x02\x01\x01\0\0\0").contains("not text"));
        assert!(refused("may.txt", b"Minutes \xff\xfe etc").contains("byte 9 "));
        assert!(refused("may.txt", b"\xff\xfe\x81\x95 and so on and on").contains("not text"));
        assert!(refused("may.txt", b" \n\n\t").contains("empty"));
        assert!(refused("may.txt", &vec![b'x'; 300 * 1024]).contains("Line 1"));
        assert!(refused("may.txt", &vec![b'x'; 40 * 1024 * 1024]).contains("too large"));
        assert!(refused("may.txt", &b"word\n".repeat(2 * 1024 * 1024)).contains("too large"));
    }

    #[test]
    fn what_old_programs_on_windows_wrote_is_read_and_said_to_be() {
        let read_as = |bytes| read("may.txt", bytes).unwrap().text;
        assert_eq!(
            read_as(b"Clerk\x92s report \x96 \xa35 to Zo\xeb"),
            "Clerk’s report – £5 to Zoë"
        );
        let read = read("log.csv", b"Action,Owner\nPay \xa35,Zo\xeb\n").unwrap();
        assert_eq!(read.text, "Action,Owner\nPay £5,Zoë\n");
        assert_eq!(read.sort, Sort::Table);
        assert_eq!(read.remarks.len(), 1);
    }

    #[test]
    fn text_of_two_bytes_a_letter_is_read_by_its_mark() {
        let bytes: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain("Zoë\n".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        assert_eq!(read("may.txt", &bytes).unwrap().text, "Zoë\n");
    }
}
