//! A log as JSON: an array of objects, or an object with one in it; also what this program lists itself.

use serde_json::Value;

use super::cells::{Cells, value};

/// How deep values within values are looked into.
const DEEPEST: usize = 4;

/// The objects, their fields as cells.
pub fn rows(text: &str) -> Result<Vec<Cells>, String> {
    let whole: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let (rows, depth) = match &whole {
        Value::Array(rows) => (rows, 1),
        Value::Object(fields) => match fields.values().find_map(Value::as_array) {
            Some(rows) => (rows, 2),
            None => return Err("it holds no list of actions".to_owned()),
        },
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            return Err("it holds no list of actions".to_owned());
        }
    };
    let lines = lines_of_objects(text, depth);
    rows.iter()
        .enumerate()
        .map(|(place, row)| {
            let Value::Object(fields) = row else {
                return Err(format!("entry {} of its list is no object", place + 1));
            };
            let mut named = Vec::new();
            for (name, value) in fields {
                flatten(name, value, 0, &mut named);
            }
            let lines = lines.get(place).copied().unwrap_or_default();
            Ok(Cells {
                named,
                lines,
                heading: (0, 0),
            })
        })
        .collect()
}

/// A field as cells: an object gives its own words under its name, and its fields under both names.
fn flatten(name: &str, field: &Value, depth: usize, named: &mut Vec<(String, String)>) {
    let mut put = |words: &str| {
        let words = value(words);
        if !words.is_empty() {
            named.push((name.to_owned(), words));
        }
    };
    match field {
        Value::Null => {}
        Value::String(words) => put(words),
        Value::Bool(is) => put(if *is { "yes" } else { "no" }),
        Value::Number(number) => put(&number.to_string()),
        Value::Array(all) => {
            let words: Vec<String> = all.iter().filter_map(words_of).collect();
            put(&words.join("; "));
        }
        Value::Object(fields) => {
            if let Some(words) = words_of(field) {
                put(&words);
            }
            if depth < DEEPEST {
                for (inner, field) in fields {
                    flatten(&format!("{name} {inner}"), field, depth + 1, named);
                }
            }
        }
    }
}

/// What a value within a list, or an object, says by itself.
fn words_of(value: &Value) -> Option<String> {
    match value {
        Value::String(words) => Some(words.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(fields) => ["name", "as_written", "note", "text", "title"]
            .iter()
            .find_map(|name| fields.get(*name)?.as_str())
            .map(str::to_owned),
        Value::Null | Value::Bool(_) | Value::Array(_) => None,
    }
}

/// The first and last line of each object that lies so deep.
fn lines_of_objects(text: &str, wanted: usize) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let (mut depth, mut line, mut first) = (0_usize, 1, 0);
    let (mut in_words, mut escaped) = (false, false);
    for byte in text.bytes() {
        if byte == b'\n' {
            line += 1;
        }
        if in_words {
            in_words = escaped || byte != b'"';
            escaped = byte == b'\\' && !escaped;
            continue;
        }
        match byte {
            b'"' => in_words = true,
            b'{' | b'[' => {
                if depth == wanted && byte == b'{' {
                    first = line;
                }
                depth += 1;
            }
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == wanted && byte == b'}' {
                    found.push((first, line));
                }
            }
            _ => {} // between the signs
        }
    }
    found
}
