"""The tables of the outbox, the first step of migration set "bot". Knows nothing else."""

from collections.abc import Sequence

from bot.database.interface import Migration

MIGRATIONS: Sequence[Migration] = (
    (
        "0001_outbox",
        """
        CREATE TABLE alerts (
            id TEXT PRIMARY KEY,
            team TEXT NOT NULL,
            kind TEXT NOT NULL,
            severity TEXT NOT NULL,
            revision BIGINT NOT NULL,
            created TEXT NOT NULL,
            changed TEXT NOT NULL,
            body TEXT NOT NULL              -- the whole alert as JSON (bot.outbox.codec)
        );
        CREATE INDEX alerts_by_team ON alerts (team, created);

        CREATE TABLE destinations (
            id TEXT PRIMARY KEY,
            team TEXT NOT NULL,
            channel TEXT NOT NULL,
            address TEXT NOT NULL,
            options TEXT NOT NULL,          -- JSON object
            removed TEXT,                   -- when, else NULL
            not_before TEXT NOT NULL,       -- no post before: pace, Retry-After, a post under way
            held_at TEXT NOT NULL,          -- when not_before was written
            holder TEXT,                    -- token of the post under way
            failures BIGINT NOT NULL DEFAULT 0,   -- posts in a row that did not succeed
            told_dead TEXT,                 -- since when the team knows it is dead
            look_after TEXT NOT NULL,       -- no reading back before
            distrust_since TEXT             -- restored from a backup of that time: look before posting
        );
        CREATE INDEX destinations_by_team ON destinations (team);

        CREATE TABLE deliveries (
            key TEXT PRIMARY KEY,           -- stable hash of alert and destination; travels with the message
            alert_id TEXT NOT NULL REFERENCES alerts (id),
            destination_id TEXT NOT NULL REFERENCES destinations (id),
            seq BIGINT NOT NULL,            -- order of recording
            state TEXT NOT NULL,            -- pending | sending | sent | dead
            due TEXT,                       -- when it next wants work; NULL: nothing to do
            touched TEXT NOT NULL,          -- last change
            token TEXT,                     -- fences the claim: a change needs state AND token
            attempts BIGINT NOT NULL DEFAULT 0,
            first_sending TEXT,             -- when a message may first have left
            sending_revision BIGINT,        -- the oldest revision that may be the posted one
            may_repeat INTEGER NOT NULL DEFAULT 0,  -- could not be looked for: says so when posted again
            late INTEGER NOT NULL DEFAULT 0,        -- found in catching up: waits to go out with others
            message_id TEXT,
            posted_revision BIGINT NOT NULL DEFAULT -1,
            via TEXT,                       -- key of the digest that carried it
            reason TEXT NOT NULL DEFAULT '',
            note TEXT NOT NULL DEFAULT '',  -- the chat's own word, such as is_archived
            created TEXT NOT NULL,
            UNIQUE (alert_id, destination_id)
        );
        CREATE INDEX deliveries_in_order ON deliveries (destination_id, state, seq);
        CREATE INDEX deliveries_by_due ON deliveries (destination_id, due);
        CREATE INDEX deliveries_by_state ON deliveries (state, due);
        CREATE INDEX deliveries_by_seq ON deliveries (seq);
        CREATE INDEX deliveries_by_via ON deliveries (via);

        CREATE TABLE requests (
            id TEXT PRIMARY KEY,            -- event_id, trigger_id …
            seen TEXT NOT NULL
        );
        CREATE INDEX requests_by_age ON requests (seen);
        """,
    ),
    (
        "0002_pauses_and_age",
        """
        CREATE TABLE pauses (
            channel TEXT PRIMARY KEY,       -- a front end: the pause is for all its destinations
            until TEXT NOT NULL,
            held_at TEXT NOT NULL           -- when until was written
        );
        CREATE INDEX alerts_by_age ON alerts (created);
        """,
    ),
    (
        "0003_open_deliveries",
        # Almost all deliveries were sent long ago and want nothing: only the others are in these indexes, so
        # that neither their size nor the cost of a look grows with what was ever posted.
        """
        DROP INDEX deliveries_in_order;
        DROP INDEX deliveries_by_due;
        DROP INDEX deliveries_by_state;
        DROP INDEX deliveries_by_via;
        CREATE INDEX deliveries_open ON deliveries (destination_id, due) WHERE due IS NOT NULL;
        CREATE INDEX deliveries_open_by_state ON deliveries (state, due) WHERE due IS NOT NULL;
        CREATE INDEX deliveries_pending ON deliveries (destination_id, seq) WHERE state = 'pending';
        CREATE INDEX deliveries_dead ON deliveries (destination_id, seq) WHERE state = 'dead';
        """,
    ),
    (
        "0004_workspaces",
        # Of many: each has limits of its own, so a pause may be for “front end/workspace”.
        """
        ALTER TABLE destinations ADD COLUMN workspace TEXT NOT NULL DEFAULT '';
        """,
    ),
    (
        "0005_clocks",
        """
        CREATE TABLE clocks (
            boot TEXT PRIMARY KEY,          -- of a machine
            wall TEXT NOT NULL,             -- its clock, and at the same moment
            steady DOUBLE PRECISION NOT NULL    -- the one that nobody sets, in seconds
        );
        """,
    ),
    (
        "0006_quiet_hours",
        """
        CREATE TABLE quiet_hours (
            team TEXT PRIMARY KEY,
            hours TEXT NOT NULL             -- JSON (bot.outbox.quiet)
        );
        ALTER TABLE deliveries ADD COLUMN held_until TEXT;  -- pending, due NULL: the morning it waits for
        CREATE INDEX deliveries_held ON deliveries (destination_id, held_until) WHERE held_until IS NOT NULL;
        """,
    ),
    (
        "0007_said_below",
        """
        ALTER TABLE deliveries ADD COLUMN said_revision BIGINT NOT NULL DEFAULT -1;
            -- up to this one, what became of the alert may have been said below the message
        """,
    ),
)
