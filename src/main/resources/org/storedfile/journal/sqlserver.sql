-- The journal of Stored File on SQL Server. Untested.
-- Created on first use, unless storedfile.journal.create-table=false: then run this before. The name is that of
-- storedfile.journal.table. flush_keys: the objects of a flush of several, one a line; else object_key is the one.
create table stored_file_journal (
    object_key nvarchar(255) collate Latin1_General_100_BIN2 not null,
    storage nvarchar(64) collate Latin1_General_100_BIN2 not null,
    application nvarchar(64) collate Latin1_General_100_BIN2 not null,
    state varchar(8) not null,
    created_at bigint not null,
    due_at bigint not null,
    attempts integer default 0 not null,
    last_error nvarchar(500),
    flush_keys nvarchar(2000),
    primary key (object_key, storage, application, state)
);
create index stored_file_journal_due on stored_file_journal (application, due_at);
