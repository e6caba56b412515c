//! HTML: one file that needs nothing else, for a web page, a mail or printing from a browser.
//!
//! No scripts; headings, lists and tables are what they are called, so that a screen reader finds its way.

use std::collections::BTreeSet;

use super::document::{Block, Document, Labelled, ListItem, Number, Table, Words};

/// How it looks: on a screen, on a phone, and printed (A4, page numbers, the mark of a draft on every page).
const STYLE: &str = include_str!("html/style.css");

/// The document as a web page, with a line break at its end.
pub fn html(document: &Document) -> String {
    let mut out = String::with_capacity(8 * 1024);
    head(&mut out, document);
    out.push_str("<body>\n<a class=\"skip\" href=\"#text\">Skip to the text</a>\n");
    let marks = document.furniture.marks();
    if !marks.is_empty() {
        // A landmark of its own: else nothing would say that the words stand outside the text.
        let mark = escaped(&marks);
        out.push_str(&format!("<header><p class=\"mark\">{mark}</p></header>\n"));
    }
    out.push_str("<main id=\"text\">\n");
    let main = document.main_heading();
    if main.is_none() {
        // Every page has one heading above all others.
        line(&mut out, "h1", "", &escaped(&document.title));
    }
    let mut page = Page::default();
    for (place, block) in document.blocks.iter().enumerate() {
        match block {
            Block::Heading { text, .. } if main == Some(place) => {
                line(&mut out, "h1", "subject", &escaped(text));
            }
            block => page.block(&mut out, block, document.is_set_in(place)),
        }
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn head(out: &mut String, document: &Document) {
    let title = escape(&document.title.in_one_line());
    let furniture = &document.furniture;
    let running = css_string(&furniture.running.in_one_line());
    let mark = css_string(&furniture.marks().in_one_line());
    out.push_str(&format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"author\" content=\"{}\">\n\
         <title>{title}</title>\n<style>\n{STYLE}\
         @page {{ @top-left {{ content: {running} }} @top-right {{ content: {mark} }} }}\n\
         {}</style>\n</head>\n",
        escape(document.language),
        escape(&document.author.in_one_line()),
        column_widths(document),
    ));
}

/// A rule for each width that a column of the document has, in hundredths.
fn column_widths(document: &Document) -> String {
    let tables = document.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        Block::Title { .. }
        | Block::Line { .. }
        | Block::Address { .. }
        | Block::Heading { .. }
        | Block::Paragraph { .. }
        | Block::List { .. }
        | Block::FrontSheet { .. }
        | Block::Signature { .. } => None,
    });
    let widths: BTreeSet<u32> = tables.flat_map(|table| table.widths(100)).collect();
    let mut rules = String::new();
    for width in widths {
        rules.push_str(&format!(".w{width} {{ width: {width}%; }}\n"));
    }
    rules
}

/// What has to be remembered from block to block.
#[derive(Default)]
struct Page {
    /// Whether the title has been written; further lines of it are no headings of the first level.
    titled: bool,
    /// How many headings there were: each has a name, so that a link can lead to it.
    headings: usize,
    /// The level of the last heading, 1 for the title: no level is left out on the way down.
    level: u8,
}

impl Page {
    fn block(&mut self, out: &mut String, block: &Block, set_in: bool) {
        match block {
            Block::Title { text, .. } if self.titled => line(out, "p", "title", &escaped(text)),
            Block::Title { text, .. } => {
                self.titled = true;
                line(out, "h1", "", &escaped(text));
            }
            Block::Line { text, .. } => line(out, "p", "line", &escaped(text)),
            Block::Address { text, .. } => line(out, "p", "address", &escaped(text)),
            Block::Heading {
                level,
                number,
                text,
                ..
            } => self.heading(out, *level, number.as_ref(), text),
            Block::Paragraph {
                number, text, time, ..
            } => {
                let words = timed(time.as_ref()) + &escaped(text);
                match number {
                    None => line(out, "p", "", &words),
                    Some(number) => line(out, "p", "numbered", &(figures(number) + &words)),
                }
            }
            Block::List { marks, items } => {
                let plain = marks.number(0).filter(Number::is_plain);
                let (list, close) = match (marks.number(0), &plain) {
                    (None, _) => ("<ul".to_owned(), "</ul>"),
                    (Some(_), Some(first)) if first.value() == 1 => ("<ol".to_owned(), "</ol>"),
                    (Some(_), Some(first)) => (format!("<ol start=\"{}\"", first.value()), "</ol>"),
                    // A browser counts in no other form than its own: the numbers are written.
                    (Some(_), None) => ("<ol".to_owned(), "</ol>"),
                };
                let written = marks.number(0).is_some() && plain.is_none();
                let class = match (written, set_in) {
                    (false, false) => "",
                    (true, false) => " class=\"written\"",
                    (false, true) => " class=\"set-in\"",
                    (true, true) => " class=\"written set-in\"",
                };
                let open = format!("{list}{class}>");
                out.push_str(&open);
                out.push('\n');
                for (place, ListItem { text, time, .. }) in items.iter().enumerate() {
                    let number = marks.number(place).filter(|_| plain.is_none());
                    let number = number.as_ref().map(figures).unwrap_or_default();
                    let words = number + &timed(time.as_ref()) + &escaped(text);
                    line(out, "li", "", &words);
                }
                out.push_str(close);
                out.push('\n');
            }
            Block::FrontSheet { rows } => front_sheet(out, rows),
            Block::Table(table) => put_table(out, table),
            Block::Signature { text, ruled } => {
                let class = if *ruled {
                    "signature ruled"
                } else {
                    "signature"
                };
                line(out, "p", class, &escaped(text));
            }
        }
    }

    fn heading(&mut self, out: &mut String, level: u8, number: Option<&Number>, text: &Words) {
        self.headings += 1;
        // The title is the only heading of the first level.
        self.level = (level + 1).clamp(2, self.level.max(1) + 1);
        let number = number.map(|number| escape(&number.to_string()) + " ");
        out.push_str(&format!(
            "<h{0} id=\"part-{1}\">{2}{3}</h{0}>\n",
            self.level,
            self.headings,
            number.unwrap_or_default(),
            escaped(text),
        ));
    }
}

/// One element in a line.
fn line(out: &mut String, element: &str, class: &str, inside: &str) {
    let class = match class {
        "" => String::new(),
        class => format!(" class=\"{class}\""),
    };
    out.push_str(&format!("<{element}{class}>{inside}</{element}>\n"));
}

fn figures(number: &Number) -> String {
    let figures = escape(&number.to_string());
    format!("<span class=\"number\">{figures}</span> ")
}

fn timed(time: Option<&Words>) -> String {
    time.map(|time| format!("<span class=\"time\">{}</span> ", escaped(time)))
        .unwrap_or_default()
}

fn front_sheet(out: &mut String, rows: &[Labelled]) {
    out.push_str("<table class=\"front-sheet\">\n<tbody>\n");
    for Labelled { label, text, .. } in rows {
        let (label, text) = (escaped(label), escaped(text));
        out.push_str(&format!(
            "<tr><th scope=\"row\">{label}</th><td>{text}</td></tr>\n"
        ));
    }
    out.push_str("</tbody>\n</table>\n");
}

fn put_table(out: &mut String, table: &Table) {
    // A table that is wider than a phone is moved sideways by itself, by keyboard too.
    // Its number makes its name one of its own: tables may have one caption, or none.
    let number = out.matches("<section class=\"wide\"").count() + 1;
    let name = match table.caption.in_one_line().as_str() {
        "" => format!("Table {number}"),
        caption => format!("Table {number}: {}", escape(caption)),
    };
    out.push_str(&format!(
        "<section class=\"wide\" aria-label=\"{name}\" tabindex=\"0\">\n<table>\n"
    ));
    if !table.caption.is_empty() {
        line(out, "caption", "", &escaped(&table.caption));
    }
    out.push_str("<colgroup>");
    for width in table.widths(100) {
        out.push_str(&format!("<col class=\"w{width}\">"));
    }
    out.push_str("</colgroup>\n<thead>\n<tr>");
    for column in &table.columns {
        out.push_str(&format!("<th scope=\"col\">{}</th>", escaped(&column.head)));
    }
    out.push_str("</tr>\n</thead>\n<tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        for (place, (_, cell)) in table.cells(row).enumerate() {
            let cell = escaped(cell);
            out.push_str(&if place == 0 && table.rows_are_headed {
                format!("<th scope=\"row\">{cell}</th>")
            } else {
                format!("<td>{cell}</td>")
            });
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</section>\n");
}

/// Words as HTML that shows them and nothing else, line by line.
fn escaped(words: &Words) -> String {
    let lines: Vec<String> = words.lines().map(escape).collect();
    lines.join("<br>")
}

/// Text as HTML, between tags or quotes.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// Text as a string of a style sheet, in which neither the string nor the style can be brought to its end.
fn css_string(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' | '<' | '>' | '&' => out.push_str(&format!("\\{:x} ", u32::from(letter))),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tests::blocks::every_block;

    #[test]
    fn every_block_as_html() {
        insta::assert_snapshot!(html(&every_block()).replace(STYLE, "(the style)\n"));
    }

    #[test]
    fn headings_go_down_a_step_at_a_time_from_one_title() {
        let source = crate::export::document::Source::Template;
        let mut document = every_block();
        let heading = |level| Block::Heading {
            level,
            number: None,
            text: Words::new("x"),
            source,
        };
        document.blocks = vec![heading(3), heading(2), heading(1), heading(3)];
        let html = html(&document);
        let levels: String = html
            .match_indices("<h")
            .filter_map(|(at, _)| html[at + 2..].chars().next())
            .filter(char::is_ascii_digit)
            .collect();
        assert_eq!(levels, "12323");
    }

    #[test]
    fn nothing_in_the_words_is_read_as_a_tag_or_a_style() {
        let mut document = every_block();
        let hostile = Words::new("</title></style><script>x</script>\"' onload=x --> ]]> \\");
        document.title = hostile.clone();
        document.author = hostile.clone();
        document.furniture.running = hostile.clone();
        document.furniture.mark = hostile.clone();
        document.blocks = vec![Block::paragraph(
            hostile,
            crate::export::document::Source::Head,
        )];
        let html = html(&document);
        assert!(!html.contains("<script"), "{html}");
        assert_eq!(html.matches("</style>").count(), 1);
        assert_eq!(html.matches("</title>").count(), 1);
        assert!(html.contains(
            "<p>&lt;/title&gt;&lt;/style&gt;&lt;script&gt;x&lt;/script&gt;&quot;&#39; onload=x"
        ));
        assert!(!html.contains("content=\"</"));
    }
}
