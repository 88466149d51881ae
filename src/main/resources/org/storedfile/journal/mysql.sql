-- The journal of Stored File on MySQL 8. Untested.
-- Created on first use, unless storedfile.journal.create-table=false: then run this before. The name is that of
-- storedfile.journal.table. flush_keys: the objects of a flush of several, one a line; else object_key is the one.
create table if not exists stored_file_journal (
    object_key varchar(255) not null,
    storage varchar(64) not null,
    application varchar(64) not null,
    state varchar(8) not null,
    created_at bigint not null,
    due_at bigint not null,
    attempts integer default 0 not null,
    last_error varchar(500),
    flush_keys varchar(2000),
    primary key (object_key, storage, application, state)
) engine=InnoDB character set utf8mb4 collate utf8mb4_bin;
create index stored_file_journal_due on stored_file_journal (application, due_at);
