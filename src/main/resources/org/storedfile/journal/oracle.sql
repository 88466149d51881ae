-- The journal of Stored File on Oracle Database. Untested. Oracle keeps an empty string as NULL, so storedfile.journal.application must be set.
-- Created on first use, unless storedfile.journal.create-table=false: then run this before. The name is that of
-- storedfile.journal.table. flush_keys: the objects of a flush of several, one a line; else object_key is the one.
create table stored_file_journal (
    object_key varchar2(255 char) not null,
    storage varchar2(64 char) not null,
    application varchar2(64 char) not null,
    state varchar2(8 char) not null,
    created_at number(19) not null,
    due_at number(19) not null,
    attempts integer default 0 not null,
    last_error varchar2(500 char),
    flush_keys varchar2(2000 char),
    primary key (object_key, storage, application, state)
);
create index stored_file_journal_due on stored_file_journal (application, due_at);
