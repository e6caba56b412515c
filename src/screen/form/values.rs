//! What stands in the fields of a form, for whoever takes it into the record.

use chrono::{NaiveDate, NaiveTime};

use crate::minutes::dates::{parse_date, parse_time};

use super::field::{Field, Name};
use super::{Form, Problem};

impl Form {
    pub(super) fn field(&self, name: Name) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    pub(super) fn field_mut(&mut self, name: Name) -> Option<&mut Field> {
        self.fields.iter_mut().find(|field| field.name == name)
    }

    /// What stands in a field, without blanks at its ends.
    pub(super) fn text(&self, name: Name) -> &str {
        self.field(name).map_or("", Field::text)
    }

    /// The same, where there must be something.
    pub(super) fn needed(&self, name: Name, words: &str) -> Result<&str, Problem> {
        Some(self.text(name))
            .filter(|text| !text.is_empty())
            .ok_or_else(|| (name, words.to_owned()))
    }

    pub(super) fn chosen(&self, name: Name) -> usize {
        self.field(name).map_or(0, Field::chosen)
    }

    /// Whether a field of yes and no says yes.
    pub(super) fn says_yes(&self, name: Name) -> bool {
        self.chosen(name) == 1
    }

    pub(super) fn is_touched_at(&self, name: Name) -> bool {
        self.field(name).is_some_and(|field| field.touched)
    }

    /// The date in a field; nothing where the field is empty.
    pub(super) fn date(&self, name: Name) -> Result<Option<NaiveDate>, Problem> {
        match self.text(name) {
            "" => Ok(None),
            text => parse_date(text, self.today)
                .map(|read| Some(read.date))
                .map_err(|error| (name, error.to_string())),
        }
    }

    /// The time of day in a field; nothing where the field is empty.
    pub(super) fn time(&self, name: Name) -> Result<Option<NaiveTime>, Problem> {
        match self.text(name) {
            "" => Ok(None),
            text => parse_time(text)
                .map(Some)
                .map_err(|error| (name, error.to_string())),
        }
    }

    /// The lines of a field of several rows, without empty ones.
    pub(super) fn lines(&self, name: Name) -> Vec<String> {
        let lines = self.text(name).lines().map(str::trim);
        lines
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect()
    }
}
