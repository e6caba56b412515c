pub(super) mod record;
