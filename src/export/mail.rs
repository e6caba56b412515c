//! A document as a mail, ready to be opened in a mail program and sent (RFC 5322, RFC 2045 to 2047).
//!
//! Of addresses only that of the body's office is known. Other names stand as groups without addresses (RFC 6854), for the
//! clerk to fill in; programs that know `X-Unsent` open the file for writing. Nothing from the record can begin a header: its line breaks
//! are gone before, and what is not plain ASCII stands encoded.

use chrono::NaiveTime;

use super::document::Document;
use super::text;

/// Columns of an encoded line.
const WIDEST: usize = 76;

/// What stands around an encoded word.
const BEFORE: &str = "=?utf-8?q?";
const AFTER: &str = "?=";

/// The document as a mail with its plain text.
pub fn mail(document: &Document) -> String {
    let title = document.title.in_one_line();
    let author = document.author.in_one_line();
    let subject = if author.is_empty() || title.contains(author.as_str()) {
        title
    } else {
        format!("{author}: {title}")
    };
    // The same document makes the same mail: the program that sends it puts the time of sending.
    let date = document.date.and_time(NaiveTime::MIN).and_utc();
    let mut out = String::new();
    let mut header = |name: &str, value: &str| out.push_str(&format!("{name}: {value}\r\n"));
    header("Date", &date.to_rfc2822());
    header("From", &mailbox(&author, &document.address.in_one_line()));
    header("To", &group(&document.recipient.in_one_line()));
    header("Subject", &encoded(&subject, "Subject: ".len(), 0));
    header("MIME-Version", "1.0");
    header("Content-Type", "text/plain; charset=utf-8");
    header("Content-Transfer-Encoding", "quoted-printable");
    header("Content-Language", document.language);
    header("X-Unsent", "1");
    out.push_str("\r\n");
    out.push_str(&quoted_printable(&text(document)));
    out
}

/// A name with its address; a group of none where there is no address that could be one.
fn mailbox(name: &str, address: &str) -> String {
    if name.is_empty() || !is_address(address) {
        return group(name);
    }
    // The address has a line of its own, so that the name may be as long as it is.
    format!("{}\r\n <{address}>", encoded(name, "From: ".len(), 0))
}

/// Whether a text is a mail address as offices have them: letters, figures and a few signs on either side of one `@`.
fn is_address(text: &str) -> bool {
    let side = |text: &str, signs: &str| {
        let allowed = |letter: char| letter.is_ascii_alphanumeric() || signs.contains(letter);
        let parts = text.split('.');
        text.chars().all(|letter| letter == '.' || allowed(letter))
            && parts.clone().all(|part| !part.is_empty())
    };
    text.len() < WIDEST - 3
        && text.split_once('@').is_some_and(|(local, host)| {
            side(local, "_+-'&") && side(host, "-") && host.contains('.')
        })
}

/// A name as a group of no addresses.
fn group(name: &str) -> String {
    let name = if name.is_empty() { "undisclosed" } else { name };
    let end = ":;";
    format!("{}{end}", encoded(name, "From: ".len(), end.len()))
}

/// Words of a header as encoded words, parted between letters, where anything in them is not plainly a word; the first
/// line holds `taken` columns already, and what follows the last needs `kept`.
fn encoded(words: &str, taken: usize, kept: usize) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || " -,'".contains(letter);
    let phrase = |letter: char| letter.is_ascii_alphanumeric() || letter == ' ' || letter == '-';
    let short = taken + words.len() + kept <= WIDEST;
    // Commas and the like part addresses from one another, and only a subject may hold them.
    let allowed: &dyn Fn(char) -> bool = if taken == "Subject: ".len() {
        &plain
    } else {
        &phrase
    };
    if short && words.chars().all(allowed) && !words.contains("  ") {
        return words.to_owned();
    }
    // Which line is the last shows only at the end of the words, so each keeps that room.
    let room = WIDEST - 1 - BEFORE.len() - AFTER.len() - kept;
    let mut lines = vec![String::new()];
    let mut left = room.saturating_sub(taken);
    for letter in words.chars() {
        let mut bytes = [0; 4];
        let letter: String = match letter {
            ' ' => "_".to_owned(),
            letter if letter.is_ascii_alphanumeric() => letter.to_string(),
            letter => hexadecimal(letter.encode_utf8(&mut bytes)),
        };
        if letter.len() > left {
            lines.push(String::new());
            left = room;
        }
        left -= letter.len();
        if let Some(line) = lines.last_mut() {
            line.push_str(&letter);
        }
    }
    let words: Vec<String> = lines
        .iter()
        .map(|line| format!("{BEFORE}{line}{AFTER}"))
        .collect();
    words.join("\r\n ")
}

/// Every byte of a text as a sign for it.
fn hexadecimal(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        out.push_str(&format!("={byte:02X}"));
        out
    })
}

/// Text as quoted-printable, in lines that every mail server takes (RFC 2045, 6.7).
fn quoted_printable(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let mut column = 0;
        let mut bytes = line.bytes().peekable();
        while let Some(byte) = bytes.next() {
            let last = bytes.peek().is_none();
            let mut written = sign(byte, column == 0, last);
            if column + written.len() > WIDEST - usize::from(!last) {
                out.push_str("=\r\n");
                column = 0;
                // Now it begins a line.
                written = sign(byte, true, last);
            }
            column += written.len();
            out.push_str(&written);
        }
        out.push_str("\r\n");
    }
    out
}

/// A byte as it is written, by whether it is the first in its line and the last of the text's.
fn sign(byte: u8, first: bool, last: bool) -> String {
    match byte {
        // A blank at the end of a line could get lost, and a full stop alone would end the mail.
        b' ' if last => "=20".to_owned(),
        b'.' if first => "=2E".to_owned(),
        // Old mailboxes part mails at lines that begin with "From ".
        b'F' if first => "=46".to_owned(),
        b'=' => "=3D".to_owned(),
        b' '..=b'~' => char::from(byte).to_string(),
        byte => format!("={byte:02X}"),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::export::document::Words;
    use crate::export::tests::{document, evening, template};

    /// What a mail program shows: the headers unfolded and decoded, and the text.
    pub(in crate::export) fn read(mail: &str) -> (Vec<(String, String)>, String) {
        let (head, body) = mail.split_once("\r\n\r\n").unwrap();
        let head = head.replace("?=\r\n =?utf-8?q?", "").replace("\r\n ", " ");
        let headers = head
            .split("\r\n")
            .map(|line| {
                let (name, value) = line.split_once(": ").unwrap();
                let value = match value.split_once("=?utf-8?q?") {
                    Some((_, word)) => {
                        let (word, rest) = word.split_once("?=").unwrap();
                        unquoted(&word.replace('_', " ")) + rest
                    }
                    None => value.to_owned(),
                };
                (name.to_owned(), value)
            })
            .collect();
        (
            headers,
            unquoted(&body.replace("=\r\n", "")).replace("\r\n", "\n"),
        )
    }

    fn unquoted(text: &str) -> String {
        let mut out = Vec::new();
        let mut bytes = text.bytes();
        while let Some(byte) = bytes.next() {
            if byte == b'=' {
                let hex = [bytes.next().unwrap(), bytes.next().unwrap()];
                let hex = std::str::from_utf8(&hex).unwrap();
                out.push(u8::from_str_radix(hex, 16).unwrap());
            } else {
                out.push(byte);
            }
        }
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_mail_holds_the_text_whole_in_lines_that_servers_take() {
        let document = document(&evening(), &template("workshop"));
        let mail = mail(&document);
        let lines: Vec<&str> = mail.split("\r\n").collect();
        assert!(lines.iter().all(|line| line.len() <= WIDEST), "{mail}");
        assert!(
            lines
                .iter()
                .all(|line| !line.starts_with("From ") && *line != ".")
        );
        assert!(mail.is_ascii() && !mail.replace("\r\n", "").contains(['\r', '\n']));
        let (headers, said) = read(&mail);
        assert_eq!(said, text(&document));
        let header = |wanted: &str| {
            let mut all = headers.iter().filter(|(name, _)| name == wanted);
            let value = all.next().map(|(_, value)| value.clone());
            assert!(all.next().is_none(), "{wanted} stands once");
            value.unwrap()
        };
        assert_eq!(header("From"), "Housing Scrutiny Panel:;");
        assert_eq!(header("Date"), "Tue, 4 Mar 2025 00:00:00 +0000");
        assert!(header("Subject").contains("Housing Scrutiny Panel"));
    }

    #[test]
    fn a_line_that_begins_after_a_soft_break_is_guarded_too() {
        for end in [".", "From the chair", ". and on"] {
            for before in 70..=80 {
                let line = format!("{}{end}", "x".repeat(before));
                let quoted = quoted_printable(&line);
                for one in quoted.split("\r\n") {
                    assert!(one.len() <= WIDEST, "{quoted}");
                    assert!(!one.starts_with(['.', 'F']), "{quoted}");
                }
                assert_eq!(unquoted(&quoted.replace("=\r\n", "")), line + "\r\n");
            }
        }
    }

    #[test]
    fn a_group_of_any_length_keeps_within_the_line() {
        for letters in 1..160 {
            for letter in ["x", "é", "x."] {
                let name = letter.repeat(letters);
                let header = format!("From: {}", group(&name));
                assert!(header.ends_with(":;"));
                for line in header.split("\r\n") {
                    assert!(line.len() <= WIDEST, "{header}");
                }
            }
        }
    }

    #[test]
    fn no_title_or_name_can_begin_a_header_or_name_an_address() {
        for hostile in [
            "x\r\nBcc: all@example.org",
            "x\nTo: <all@example.org>",
            "all@example.org, \"b\" <c@d>; e",
            "=?utf-8?q?=0D=0ABcc:_x?=",
            "Zoë Hill 👩‍👩‍👧 and a title so long that it cannot stand in one line of a header, whatever is done to it",
        ] {
            let mut document = document(&evening(), &template("workshop"));
            document.title = Words::new(hostile);
            document.author = Words::new(hostile);
            document.recipient = Words::new(hostile);
            let mail = mail(&document);
            let (head, _) = mail.split_once("\r\n\r\n").unwrap();
            let names: Vec<&str> = head
                .split("\r\n")
                .filter(|line| !line.starts_with(' '))
                .map(|line| line.split(':').next().unwrap())
                .collect();
            assert_eq!(
                names,
                [
                    "Date",
                    "From",
                    "To",
                    "Subject",
                    "MIME-Version",
                    "Content-Type",
                    "Content-Transfer-Encoding",
                    "Content-Language",
                    "X-Unsent"
                ],
                "{head}"
            );
            assert!(!head.contains(['@', '<']), "{head}");
            assert!(
                head.split("\r\n").all(|line| line.len() <= WIDEST),
                "{head}"
            );
            let (headers, _) = read(&mail);
            assert_eq!(headers[3].1, Words::new(hostile).in_one_line(), "{head}");
        }
    }

    #[test]
    fn who_issues_it_has_the_address_of_the_office_where_it_is_one() {
        let from = |address: &str| mailbox("Quay Panel", address);
        assert_eq!(
            from("quay@town.example"),
            "Quay Panel\r\n <quay@town.example>"
        );
        for none in [
            "",
            "quay",
            "a b@c.d",
            "x@y",
            "a@b.c>, <evil@x.y",
            "a@b..c",
            "\r\nBcc: a@b.c",
        ] {
            assert_eq!(from(none), "Quay Panel:;", "{none}");
        }
    }
}
