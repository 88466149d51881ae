-- The journal of Stored File on PostgreSQL.
-- Created on first use, unless storedfile.journal.create-table=false: then run this before. The name is that of
-- storedfile.journal.table. flush_keys: the objects of a flush of several, one a line; else object_key is the one.
-- Bytes are compared, which is all that keys need. Few rows to a page, and no page given back: where the table seems to
-- be tiny, as it is while nothing is stored, PostgreSQL reads all of it in plans that it keeps for when it is large.
create table if not exists stored_file_journal (
    object_key varchar(255) collate "C" not null,
    storage varchar(64) collate "C" not null,
    application varchar(64) collate "C" not null,
    state varchar(8) collate "C" not null,
    created_at bigint not null,
    due_at bigint not null,
    attempts integer default 0 not null,
    last_error varchar(500),
    flush_keys varchar(2000),
    primary key (object_key, storage, application, state)
) with (fillfactor = 10, vacuum_truncate = false);
create index if not exists stored_file_journal_due on stored_file_journal (due_at);
