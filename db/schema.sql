-- Generated from db/migrations/ and db/triggers/ by `python -m tests.schema > db/schema.sql`; for reading only.

CREATE TABLE credits_ledger (
    id TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(4))) || '-' || lower(hex(randomblob(2))) || '-4' || substr(lower(hex(randomblob(2))), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(lower(hex(randomblob(2))), 2) || '-' || lower(hex(randomblob(6)))) CHECK (length(id) = 36),
    user_id TEXT NOT NULL REFERENCES users(id) ON DELETE RESTRICT,
    task_id TEXT REFERENCES tasks(id) ON DELETE SET NULL,
    amount INTEGER NOT NULL,  -- thousandths, spending is negative
    type TEXT NOT NULL CHECK (type IN ('stripe', 'manual', 'spend', 'refund', 'auto_topup')),
    metadata TEXT CHECK (metadata IS NULL OR json_valid(metadata)),
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z')
) STRICT;

CREATE TABLE deleted_variants (
    id TEXT NOT NULL UNIQUE CHECK (length(id) = 36),
    generation_id TEXT NOT NULL REFERENCES generations(id) ON DELETE CASCADE,
    deleted_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
    location TEXT NOT NULL,
    thumbnail_url TEXT,
    params TEXT CHECK (params IS NULL OR json_valid(params)),
    name TEXT,
    variant_type TEXT,
    created_at TEXT NOT NULL,
    project_id TEXT REFERENCES projects(id) ON DELETE CASCADE,
    viewed_at TEXT,
    starred INTEGER NOT NULL DEFAULT 0 CHECK (starred IN (0, 1)),
    kind TEXT,
    mime TEXT,
    width INTEGER,
    height INTEGER,
    orientation INTEGER,
    has_alpha INTEGER,
    bit_depth INTEGER,
    colour_profile TEXT,
    frames INTEGER,
    duration_us INTEGER,
    fps_num INTEGER,
    fps_den INTEGER,
    has_audio INTEGER,
    codec TEXT,
    size_bytes INTEGER,
    sha256 TEXT,
    captured_at TEXT,
    captured_from TEXT,
    source_name TEXT,
    source_path TEXT,
    damaged INTEGER NOT NULL DEFAULT 0 CHECK (damaged IN (0, 1)),
    perceptual_hash TEXT,
    first_frame_hash TEXT,
    last_frame_hash TEXT,
    mean_colour INTEGER,
    about TEXT CHECK (about IS NULL OR json_valid(about))
) STRICT;

CREATE VIRTUAL TABLE generation_search USING fts5 (
    name, prompt, file_name, tags, note, metadata, tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE generation_tags (
    id TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(4))) || '-' || lower(hex(randomblob(2))) || '-4' || substr(lower(hex(randomblob(2))), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(lower(hex(randomblob(2))), 2) || '-' || lower(hex(randomblob(6)))) CHECK (length(id) = 36),
    generation_id TEXT NOT NULL REFERENCES generations(id) ON DELETE CASCADE,
    tag TEXT NOT NULL CHECK (tag <> ''),
    UNIQUE (generation_id, tag)
) STRICT;

CREATE TABLE generation_variants (
    id TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(4))) || '-' || lower(hex(randomblob(2))) || '-4' || substr(lower(hex(randomblob(2))), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(lower(hex(randomblob(2))), 2) || '-' || lower(hex(randomblob(6)))) CHECK (length(id) = 36),
    generation_id TEXT NOT NULL REFERENCES generations(id) ON DELETE CASCADE,
    location TEXT NOT NULL,
    thumbnail_url TEXT,
    params TEXT CHECK (params IS NULL OR json_valid(params)),
    name TEXT,
    is_primary INTEGER NOT NULL DEFAULT 0 CHECK (is_primary IN (0, 1)),
    variant_type TEXT,
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
    project_id TEXT REFERENCES projects(id) ON DELETE CASCADE,
    viewed_at TEXT,  -- NULL: not seen yet
    starred INTEGER NOT NULL DEFAULT 0 CHECK (starred IN (0, 1)),
    -- ours: facts of the file; NULL: not known (written by another program) or without meaning for the kind
    kind TEXT CHECK (kind IN ('image', 'video', 'audio')),
    mime TEXT,
    width INTEGER,
    height INTEGER,
    orientation INTEGER,
    has_alpha INTEGER CHECK (has_alpha IN (0, 1)),
    bit_depth INTEGER,
    colour_profile TEXT,
    frames INTEGER,
    duration_us INTEGER,
    fps_num INTEGER,
    fps_den INTEGER,
    has_audio INTEGER CHECK (has_audio IN (0, 1)),
    codec TEXT,
    size_bytes INTEGER,
    sha256 TEXT CHECK (length(sha256) = 64),
    captured_at TEXT,
    captured_from TEXT,
    source_name TEXT,
    source_path TEXT,
    damaged INTEGER NOT NULL DEFAULT 0 CHECK (damaged IN (0, 1)),
    perceptual_hash TEXT,   -- hexadecimal, see app/media/likeness.py; first and last frame: clips only
    first_frame_hash TEXT,
    last_frame_hash TEXT,
    mean_colour INTEGER CHECK (mean_colour BETWEEN 0 AND 16777215),  -- 0xRRGGBB
    about TEXT CHECK (about IS NULL OR json_valid(about))  -- what the file tells of itself beside its recipe: camera, title, signer …
) STRICT;

CREATE TABLE generations (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(4))) || '-' || lower(hex(randomblob(2))) || '-4' || substr(lower(hex(randomblob(2))), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(lower(hex(randomblob(2))), 2) || '-' || lower(hex(randomblob(6)))) CHECK (length(id) = 36),
    project_id TEXT NOT NULL REFERENCES projects(id) ON DELETE CASCADE,
    type TEXT,
    location TEXT,       -- location, thumbnail_url, params, name: equal to the primary variant's; NULL location: no variant
    thumbnail_url TEXT,
    params TEXT CHECK (params IS NULL OR json_valid(params)),
    name TEXT,
    tasks TEXT CHECK (tasks IS NULL OR json_valid(tasks)),
    starred INTEGER NOT NULL DEFAULT 0 CHECK (starred IN (0, 1)),
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
    updated_at TEXT,
    based_on TEXT REFERENCES generations(id) ON DELETE SET NULL,
    parent_generation_id TEXT REFERENCES generations(id) ON DELETE CASCADE,
    is_child INTEGER NOT NULL DEFAULT 0 CHECK (is_child IN (0, 1)),
    child_order INTEGER,
    primary_variant_id TEXT,
    shot_data TEXT CHECK (shot_data IS NULL OR json_valid(shot_data)),  -- shot_data, shot_id, timeline_frame: a function of the links, see shot_cache
    shot_id TEXT REFERENCES shots(id) ON DELETE NO ACTION,
    timeline_frame INTEGER,
    copied_from_share TEXT,
    -- ours
    trashed_at TEXT,  -- NULL: not in the trash
    rating INTEGER NOT NULL DEFAULT 0 CHECK (rating BETWEEN 0 AND 5),
    note TEXT NOT NULL DEFAULT '',
    rejected INTEGER NOT NULL DEFAULT 0 CHECK (rejected IN (0, 1)),  -- hidden from the gallery, not in the trash
    label TEXT NOT NULL DEFAULT '' CHECK (label IN ('', 'red', 'orange', 'yellow', 'green', 'blue', 'purple')),
    variant_count INTEGER NOT NULL DEFAULT 0,
    unseen_count INTEGER NOT NULL DEFAULT 0,
    part_count INTEGER NOT NULL DEFAULT 0,
    tool TEXT GENERATED ALWAYS AS (CASE json_type(params, '$.tool') WHEN 'text' THEN json_extract(params, '$.tool') END) VIRTUAL,
    unplaced INTEGER GENERATED ALWAYS AS (shot_id IS NULL) VIRTUAL,
    one INTEGER GENERATED ALWAYS AS (1) VIRTUAL,
    -- Looked at when the statement ends: the pointer names a variant of this generation that carries the flag (D3, D8, D20).
    FOREIGN KEY (primary_variant_id, id, one) REFERENCES generation_variants (id, generation_id, is_primary) ON DELETE NO ACTION
) STRICT;

CREATE TABLE history_parts (
    step_id INTEGER NOT NULL REFERENCES history_steps(id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
    images BLOB NOT NULL,  -- zlib of the JSON written by db.journal
    PRIMARY KEY (step_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE history_steps (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    label TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'done', 'undoing', 'undone', 'redoing')),
    kind TEXT NOT NULL DEFAULT 'bulk' CHECK (kind IN ('gesture', 'bulk', 'import')),
    merge_key TEXT,
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z')
) STRICT;

CREATE TABLE import_items (
    id TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(4))) || '-' || lower(hex(randomblob(2))) || '-4' || substr(lower(hex(randomblob(2))), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(lower(hex(randomblob(2))), 2) || '-' || lower(hex(randomblob(6)))) CHECK (length(id) = 36),
    import_id TEXT NOT NULL REFERENCES imports(id) ON DELETE CASCADE,
    source TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'found' CHECK (state IN ('found', 'imported', 'duplicate', 'skipped', 'failed')),
    reason TEXT,
    generation_id TEXT,
    variant_id TEXT,
    location TEXT,
    sha256 TEXT,
    size_bytes INTEGER
) STRICT;

CREATE TABLE imports (
    id TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(4))) || '-' || lower(hex(randomblob(2))) || '-4' || substr(lower(hex(randomblob(2))), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(lower(hex(randomblob(2))), 2) || '-' || lower(hex(randomblob(6)))) CHECK (length(id) = 36),
    project_id TEXT NOT NULL,  -- no foreign key: an import is no reason to keep a project, nor is it undone with one
    user_id TEXT NOT NULL,
    sources TEXT NOT NULL CHECK (json_valid(sources)),
    target TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(target)),
    status TEXT NOT NULL DEFAULT 'running' CHECK (status IN ('running', 'done', 'cancelled')),
    step_id INTEGER,  -- the step in the history that this import is; NULL until its first commit
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
    finished_at TEXT
) STRICT;

CREATE TABLE library_state (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    replaying INTEGER NOT NULL DEFAULT 0 CHECK (replaying IN (0, 1)),
    library_id TEXT NOT NULL DEFAULT (lower(hex(randomblob(4))) || '-' || lower(hex(randomblob(2))) || '-4' || substr(lower(hex(randomblob(2))), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(lower(hex(randomblob(2))), 2) || '-' || lower(hex(randomblob(6)))),
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z')
) STRICT;

CREATE TABLE missing_files (
    id TEXT PRIMARY KEY NOT NULL,  -- the location of a variant
    noticed_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z')
) STRICT;

CREATE TABLE projects (
    id TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(4))) || '-' || lower(hex(randomblob(2))) || '-4' || substr(lower(hex(randomblob(2))), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(lower(hex(randomblob(2))), 2) || '-' || lower(hex(randomblob(6)))) CHECK (length(id) = 36),
    name TEXT NOT NULL,
    user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    aspect_ratio TEXT,
    settings TEXT CHECK (settings IS NULL OR json_valid(settings)),
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
    fps_num INTEGER NOT NULL DEFAULT 24 CHECK (fps_num > 0),
    fps_den INTEGER NOT NULL DEFAULT 1 CHECK (fps_den > 0),
    trashed_at TEXT  -- NULL: not in the trash
) STRICT;

CREATE TABLE proposals (
    id TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(4))) || '-' || lower(hex(randomblob(2))) || '-4' || substr(lower(hex(randomblob(2))), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(lower(hex(randomblob(2))), 2) || '-' || lower(hex(randomblob(6)))) CHECK (length(id) = 36),
    project_id TEXT NOT NULL REFERENCES projects(id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('variant', 'sidecar', 'based_on')),
    generation_id TEXT NOT NULL REFERENCES generations(id) ON DELETE CASCADE,  -- what would join, or gets `based_on`
    target_id TEXT NOT NULL REFERENCES generations(id) ON DELETE CASCADE,      -- what it would join, or is based on
    reason TEXT NOT NULL,  -- a sentence for people
    score INTEGER NOT NULL DEFAULT 0 CHECK (score BETWEEN 0 AND 1000),  -- how sure, in thousandths
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'accepted', 'left')),
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
    UNIQUE (generation_id, target_id, kind),
    CHECK (generation_id <> target_id)
) STRICT;

CREATE TABLE recipe_blocks (
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    name TEXT NOT NULL,
    data BLOB NOT NULL,  -- zlib
    PRIMARY KEY (sha256, name)
) STRICT;

CREATE TABLE resources (
    id TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(4))) || '-' || lower(hex(randomblob(2))) || '-4' || substr(lower(hex(randomblob(2))), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(lower(hex(randomblob(2))), 2) || '-' || lower(hex(randomblob(6)))) CHECK (length(id) = 36),
    user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    type TEXT NOT NULL,
    metadata TEXT NOT NULL CHECK (metadata IS NULL OR json_valid(metadata)),
    is_public INTEGER NOT NULL DEFAULT 0 CHECK (is_public IN (0, 1)),
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
    trashed_at TEXT  -- NULL: not in the trash
) STRICT;

CREATE TABLE saved_searches (
    id TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(4))) || '-' || lower(hex(randomblob(2))) || '-4' || substr(lower(hex(randomblob(2))), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(lower(hex(randomblob(2))), 2) || '-' || lower(hex(randomblob(6)))) CHECK (length(id) = 36),
    user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    position INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z')
) STRICT;

CREATE TABLE settings (
    id TEXT PRIMARY KEY NOT NULL,  -- the key, as `window.gallery.sort`
    value TEXT NOT NULL CHECK (json_valid(value))
) STRICT;

CREATE TABLE shot_generations (
    id TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(4))) || '-' || lower(hex(randomblob(2))) || '-4' || substr(lower(hex(randomblob(2))), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(lower(hex(randomblob(2))), 2) || '-' || lower(hex(randomblob(6)))) CHECK (length(id) = 36),
    shot_id TEXT NOT NULL REFERENCES shots(id) ON DELETE CASCADE,
    generation_id TEXT NOT NULL REFERENCES generations(id) ON DELETE CASCADE,
    position INTEGER CHECK (position >= 0),              -- NULL: unpositioned
    timeline_frame INTEGER CHECK (timeline_frame >= 0),  -- NULL: unpositioned
    metadata TEXT CHECK (metadata IS NULL OR json_valid(metadata)),
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
    updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z')
) STRICT;

CREATE TABLE shots (
    id TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(4))) || '-' || lower(hex(randomblob(2))) || '-4' || substr(lower(hex(randomblob(2))), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(lower(hex(randomblob(2))), 2) || '-' || lower(hex(randomblob(6)))) CHECK (length(id) = 36),
    name TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES projects(id) ON DELETE CASCADE,
    position INTEGER NOT NULL DEFAULT 0 CHECK (position >= 0),  -- 0: not given, trigger_set_shot_position fills it
    aspect_ratio TEXT,  -- NULL: the project's
    settings TEXT CHECK (settings IS NULL OR json_valid(settings)),
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
    updated_at TEXT
) STRICT;

CREATE TABLE tasks (
    id TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(4))) || '-' || lower(hex(randomblob(2))) || '-4' || substr(lower(hex(randomblob(2))), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(lower(hex(randomblob(2))), 2) || '-' || lower(hex(randomblob(6)))) CHECK (length(id) = 36),
    task_type TEXT NOT NULL,
    params TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(params)),
    status TEXT NOT NULL DEFAULT 'Queued' CHECK (status IN ('Queued', 'In Progress', 'Complete', 'Failed', 'Cancelled')),
    dependant_on TEXT CHECK (dependant_on IS NULL OR json_type(dependant_on) = 'array'),  -- task ids, all must be Complete
    output_location TEXT,
    project_id TEXT NOT NULL REFERENCES projects(id) ON DELETE CASCADE,
    worker_id TEXT REFERENCES workers(id) ON DELETE SET NULL,
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
    updated_at TEXT,
    generation_started_at TEXT,
    generation_processed_at TEXT,
    generation_created INTEGER NOT NULL DEFAULT 0 CHECK (generation_created IN (0, 1)),
    attempts INTEGER NOT NULL DEFAULT 0,
    error_message TEXT,
    result_data TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(result_data)),
    copied_from_share TEXT,
    idempotency_key TEXT,
    -- ours
    priority INTEGER NOT NULL DEFAULT 0,
    progress_permille INTEGER NOT NULL DEFAULT 0 CHECK (progress_permille BETWEEN 0 AND 1000),
    heartbeat_at TEXT,
    paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)),  -- a person's wish: waits until it is taken back
    not_before TEXT  -- when the next try may start
) STRICT;

CREATE TABLE training_data (
    id TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(4))) || '-' || lower(hex(randomblob(2))) || '-4' || substr(lower(hex(randomblob(2))), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(lower(hex(randomblob(2))), 2) || '-' || lower(hex(randomblob(6)))) CHECK (length(id) = 36),
    user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    batch_id TEXT REFERENCES training_data_batches(id) ON DELETE CASCADE,
    original_filename TEXT NOT NULL,
    storage_location TEXT NOT NULL,
    duration INTEGER,  -- milliseconds; NULL: a picture
    metadata TEXT CHECK (metadata IS NULL OR json_valid(metadata)),
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
    trashed_at TEXT  -- NULL: not in the trash
) STRICT;

CREATE TABLE training_data_batches (
    id TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(4))) || '-' || lower(hex(randomblob(2))) || '-4' || substr(lower(hex(randomblob(2))), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(lower(hex(randomblob(2))), 2) || '-' || lower(hex(randomblob(6)))) CHECK (length(id) = 36),
    user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    description TEXT,
    metadata TEXT CHECK (metadata IS NULL OR json_valid(metadata)),
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
    trashed_at TEXT  -- NULL: not in the trash
) STRICT;

CREATE TABLE training_data_segments (
    id TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(4))) || '-' || lower(hex(randomblob(2))) || '-4' || substr(lower(hex(randomblob(2))), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(lower(hex(randomblob(2))), 2) || '-' || lower(hex(randomblob(6)))) CHECK (length(id) = 36),
    training_data_id TEXT NOT NULL REFERENCES training_data(id) ON DELETE CASCADE,
    start_time INTEGER NOT NULL CHECK (start_time >= 0),  -- milliseconds
    end_time INTEGER NOT NULL,
    segment_location TEXT,
    description TEXT,
    metadata TEXT CHECK (metadata IS NULL OR json_valid(metadata)),
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
    CHECK (end_time > start_time)
) STRICT;

CREATE TABLE trigger_files (name TEXT PRIMARY KEY, sha256 TEXT NOT NULL) STRICT;

CREATE TABLE users (
    id TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(4))) || '-' || lower(hex(randomblob(2))) || '-4' || substr(lower(hex(randomblob(2))), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(lower(hex(randomblob(2))), 2) || '-' || lower(hex(randomblob(6)))) CHECK (length(id) = 36),
    name TEXT,
    email TEXT,
    username TEXT,
    avatar_url TEXT,
    settings TEXT CHECK (settings IS NULL OR json_valid(settings)),
    credits INTEGER NOT NULL DEFAULT 0  -- thousandths; the sum of the user's ledger, written by its trigger only
) STRICT;

CREATE TABLE watched_files (
    folder_id TEXT NOT NULL REFERENCES watched_folders(id) ON DELETE CASCADE,
    path TEXT NOT NULL,  -- inside the folder, POSIX
    size_bytes INTEGER NOT NULL,
    modified_ns INTEGER NOT NULL,
    file_key TEXT,  -- device and inode where the file system has them: the same file under another name
    PRIMARY KEY (folder_id, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE watched_folders (
    id TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(4))) || '-' || lower(hex(randomblob(2))) || '-4' || substr(lower(hex(randomblob(2))), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(lower(hex(randomblob(2))), 2) || '-' || lower(hex(randomblob(6)))) CHECK (length(id) = 36),
    path TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES projects(id) ON DELETE CASCADE,
    shot_id TEXT REFERENCES shots(id) ON DELETE SET NULL,
    paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)),
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
    UNIQUE (path, project_id)
) STRICT;

CREATE TABLE workers (
    id TEXT PRIMARY KEY NOT NULL,
    instance_type TEXT,
    current_model TEXT,
    status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'inactive', 'terminated')),
    metadata TEXT CHECK (metadata IS NULL OR json_valid(metadata)),
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
    last_heartbeat TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z')
) STRICT;

CREATE VIEW search_text AS
SELECT g.seq, g.id, g.name,
       (SELECT group_concat(value, ' ') FROM json_tree(g.params)
        WHERE key IN ('prompt', 'base_prompt', 'enhanced_prompt', 'original_prompt') AND type = 'text') AS prompt,
       (SELECT group_concat(source_name, ' ') FROM generation_variants WHERE generation_id = g.id) AS file_name,
       (SELECT group_concat(tag, ' ') FROM generation_tags WHERE generation_id = g.id) AS tags,
       g.note,
       (SELECT group_concat(value, ' ') FROM (
            SELECT value FROM json_tree(g.params)
            WHERE key IN ('tool', 'model', 'seed', 'sampler', 'negative', 'negative_prompt') AND atom IS NOT NULL
            UNION ALL
            SELECT t.value FROM generation_variants AS v, json_tree(v.about) AS t
            WHERE v.generation_id = g.id AND v.about IS NOT NULL AND t.type = 'text'
              AND (t.path = '$.keywords' OR t.fullkey IN ('$.title', '$.caption', '$.artist', '$.camera', '$.lens')))) AS metadata
FROM generations AS g;

CREATE VIEW shot_cache AS
SELECT g.id AS generation_id,
       nullif((SELECT json_group_object(shot_id, frame)
               FROM (SELECT shot_id, min(timeline_frame) AS frame FROM shot_generations
                     WHERE generation_id = g.id GROUP BY shot_id ORDER BY shot_id)), '{}') AS shot_data,
       (SELECT shot_id FROM shot_generations WHERE generation_id = g.id
        ORDER BY created_at DESC, id DESC LIMIT 1) AS shot_id,
       (SELECT timeline_frame FROM shot_generations WHERE generation_id = g.id
        ORDER BY created_at DESC, id DESC LIMIT 1) AS timeline_frame
FROM generations AS g;

CREATE VIEW shot_statistics AS
SELECT s.id AS shot_id, s.project_id,
       count(g.id) AS total_generations,
       count(g.id) FILTER (WHERE l.timeline_frame IS NOT NULL) AS positioned_count,
       count(g.id) FILTER (WHERE l.timeline_frame IS NULL) AS unpositioned_count,
       count(g.id) FILTER (WHERE g.type LIKE '%video%') AS video_count
FROM shots AS s
LEFT JOIN shot_generations AS l ON l.shot_id = s.id
LEFT JOIN generations AS g ON g.id = l.generation_id AND g.trashed_at IS NULL
GROUP BY s.id;

CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");

CREATE INDEX ledger_task ON credits_ledger (task_id) WHERE task_id IS NOT NULL;

CREATE INDEX ledger_user ON credits_ledger (user_id, created_at);

CREATE INDEX deleted_variants_generation ON deleted_variants (generation_id);

CREATE INDEX deleted_variants_project ON deleted_variants (project_id);

CREATE INDEX deleted_variants_sha256 ON deleted_variants (sha256) WHERE sha256 IS NOT NULL;

CREATE INDEX tags_tag ON generation_tags (tag);

CREATE INDEX variants_location ON generation_variants (location);

CREATE INDEX variants_loras ON generation_variants (json_extract(params, '$.loras'), generation_id)
    WHERE json_extract(params, '$.loras') IS NOT NULL;

CREATE INDEX variants_newest ON generation_variants (generation_id, created_at DESC, id DESC);

CREATE UNIQUE INDEX variants_one_primary ON generation_variants (generation_id) WHERE is_primary = 1;

CREATE UNIQUE INDEX variants_pointer ON generation_variants (id, generation_id, is_primary);

CREATE INDEX variants_project ON generation_variants (project_id);

CREATE INDEX variants_sha256 ON generation_variants (sha256) WHERE sha256 IS NOT NULL;

CREATE INDEX variants_unseen ON generation_variants (generation_id) WHERE viewed_at IS NULL;

CREATE INDEX gallery_all ON generations (created_at DESC, seq DESC)
    WHERE is_child = 0 AND trashed_at IS NULL AND location IS NOT NULL AND rejected = 0;

CREATE INDEX gallery_filter ON generations
    (project_id, created_at DESC, seq DESC, type, starred, unplaced, rating, variant_count, unseen_count, part_count, tool, label)
    WHERE is_child = 0 AND trashed_at IS NULL AND location IS NOT NULL AND rejected = 0;

CREATE INDEX gallery_project ON generations (project_id, created_at DESC, seq DESC)
    WHERE is_child = 0 AND trashed_at IS NULL AND location IS NOT NULL AND rejected = 0;

CREATE INDEX gallery_rejected ON generations (project_id, created_at DESC, seq DESC)
    WHERE rejected = 1 AND trashed_at IS NULL AND location IS NOT NULL;

CREATE INDEX gallery_starred ON generations (project_id, created_at DESC, seq DESC)
    WHERE starred = 1 AND is_child = 0 AND trashed_at IS NULL AND location IS NOT NULL AND rejected = 0;

CREATE INDEX gallery_unplaced ON generations (project_id, created_at DESC, seq DESC)
    WHERE shot_id IS NULL AND is_child = 0 AND trashed_at IS NULL AND location IS NOT NULL AND rejected = 0;

CREATE INDEX generations_based_on ON generations (based_on) WHERE based_on IS NOT NULL;

CREATE INDEX generations_parts ON generations (parent_generation_id, child_order) WHERE parent_generation_id IS NOT NULL;

CREATE INDEX generations_primary ON generations (primary_variant_id) WHERE primary_variant_id IS NOT NULL;

CREATE INDEX generations_rated ON generations (rating) WHERE rating > 0;

CREATE INDEX generations_shot ON generations (shot_id) WHERE shot_id IS NOT NULL;

CREATE INDEX generations_trash ON generations (project_id, trashed_at DESC, seq DESC) WHERE trashed_at IS NOT NULL;

CREATE INDEX import_items_source ON import_items (import_id, source);

CREATE INDEX import_items_state ON import_items (import_id, state);

CREATE INDEX projects_user ON projects (user_id);

CREATE INDEX proposals_project ON proposals (project_id, state, target_id);

CREATE INDEX proposals_target ON proposals (target_id);

CREATE INDEX resources_sha256 ON resources (json_extract(metadata, '$.sha256'));

CREATE INDEX resources_user ON resources (user_id, type);

CREATE INDEX saved_searches_user ON saved_searches (user_id);

CREATE INDEX links_generation ON shot_generations (generation_id, created_at DESC, id DESC);

CREATE INDEX links_newest ON shot_generations (created_at);

CREATE INDEX links_shot ON shot_generations (shot_id, timeline_frame, position, id);

CREATE INDEX shots_order ON shots (project_id, position, id);

CREATE INDEX tasks_claim ON tasks (priority DESC, created_at, id) WHERE status = 'Queued';

CREATE UNIQUE INDEX tasks_idempotency ON tasks (idempotency_key) WHERE idempotency_key IS NOT NULL;

CREATE INDEX tasks_running ON tasks (heartbeat_at) WHERE status = 'In Progress';

CREATE INDEX tasks_status ON tasks (project_id, status);

CREATE INDEX tasks_worker ON tasks (worker_id) WHERE worker_id IS NOT NULL;

CREATE INDEX training_data_batch ON training_data (batch_id);

CREATE INDEX training_data_sha256 ON training_data (json_extract(metadata, '$.sha256'));

CREATE INDEX training_data_user ON training_data (user_id);

CREATE INDEX training_batches_user ON training_data_batches (user_id);

CREATE INDEX training_segments_data ON training_data_segments (training_data_id);

CREATE INDEX watched_files_key ON watched_files (folder_id, file_key);

CREATE INDEX watched_folders_project ON watched_folders (project_id);

CREATE INDEX watched_folders_shot ON watched_folders (shot_id);

CREATE TRIGGER credits_follow_ledger AFTER INSERT ON credits_ledger
BEGIN
    UPDATE users SET credits = (SELECT coalesce(sum(amount), 0) FROM credits_ledger WHERE user_id = NEW.user_id)
    WHERE id = NEW.user_id;
END;

CREATE TRIGGER ledger_is_final BEFORE UPDATE ON credits_ledger
WHEN NOT (NEW.task_id IS NULL AND NEW.id = OLD.id AND NEW.user_id = OLD.user_id AND NEW.amount = OLD.amount
          AND NEW.type = OLD.type AND NEW.metadata IS OLD.metadata AND NEW.created_at = OLD.created_at)
BEGIN
    SELECT RAISE(ABORT, 'ledger: entries are final, add a refund');
END;

CREATE TRIGGER ledger_is_final_delete BEFORE DELETE ON credits_ledger
BEGIN
    SELECT RAISE(ABORT, 'ledger: entries are final, add a refund');
END;

CREATE TRIGGER ledger_is_final_insert BEFORE INSERT ON credits_ledger
WHEN EXISTS (SELECT 1 FROM credits_ledger WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'ledger: entries are final, add a refund');
END;

CREATE TRIGGER search_tag_delete AFTER DELETE ON generation_tags
BEGIN
    DELETE FROM generation_search WHERE rowid = (SELECT seq FROM generations WHERE id = OLD.generation_id);
    INSERT INTO generation_search (rowid, name, prompt, file_name, tags, note, metadata)
    SELECT seq, name, prompt, file_name, tags, note, metadata FROM search_text WHERE id = OLD.generation_id;
END;

CREATE TRIGGER search_tag_insert AFTER INSERT ON generation_tags
BEGIN
    DELETE FROM generation_search WHERE rowid = (SELECT seq FROM generations WHERE id = NEW.generation_id);
    INSERT INTO generation_search (rowid, name, prompt, file_name, tags, note, metadata)
    SELECT seq, name, prompt, file_name, tags, note, metadata FROM search_text WHERE id = NEW.generation_id;
END;

CREATE TRIGGER search_tag_update AFTER UPDATE ON generation_tags
BEGIN
    DELETE FROM generation_search
    WHERE rowid IN (SELECT seq FROM generations WHERE id IN (OLD.generation_id, NEW.generation_id));
    INSERT INTO generation_search (rowid, name, prompt, file_name, tags, note, metadata)
    SELECT seq, name, prompt, file_name, tags, note, metadata FROM search_text WHERE id IN (OLD.generation_id, NEW.generation_id);
END;

CREATE TRIGGER count_variants AFTER INSERT ON generation_variants
WHEN (SELECT replaying FROM library_state) = 0
BEGIN
    UPDATE generations SET
        variant_count = (SELECT count(*) FROM generation_variants WHERE generation_id = NEW.generation_id),
        unseen_count = (SELECT count(*) FROM generation_variants WHERE generation_id = NEW.generation_id AND viewed_at IS NULL)
    WHERE id = NEW.generation_id;
END;

CREATE TRIGGER count_variants_delete AFTER DELETE ON generation_variants
WHEN (SELECT replaying FROM library_state) = 0
BEGIN
    UPDATE generations SET
        variant_count = (SELECT count(*) FROM generation_variants WHERE generation_id = OLD.generation_id),
        unseen_count = (SELECT count(*) FROM generation_variants WHERE generation_id = OLD.generation_id AND viewed_at IS NULL)
    WHERE id = OLD.generation_id;
END;

CREATE TRIGGER count_variants_update AFTER UPDATE OF generation_id, viewed_at ON generation_variants
WHEN (NEW.generation_id <> OLD.generation_id OR (NEW.viewed_at IS NULL) <> (OLD.viewed_at IS NULL))
     AND (SELECT replaying FROM library_state) = 0
BEGIN
    UPDATE generations SET
        variant_count = (SELECT count(*) FROM generation_variants AS v WHERE v.generation_id = generations.id),
        unseen_count = (SELECT count(*) FROM generation_variants AS v WHERE v.generation_id = generations.id AND v.viewed_at IS NULL)
    WHERE id IN (OLD.generation_id, NEW.generation_id);
END;

CREATE TRIGGER first_variant_is_primary AFTER INSERT ON generation_variants
WHEN (SELECT replaying FROM library_state) = 0
BEGIN
    UPDATE generation_variants SET is_primary = 1
    WHERE id = NEW.id AND NOT EXISTS (
        SELECT 1 FROM generation_variants AS other
        WHERE other.generation_id = generation_variants.generation_id AND other.is_primary = 1);
END;

CREATE TRIGGER first_variant_is_primary_update AFTER UPDATE OF generation_id ON generation_variants
WHEN NEW.generation_id <> OLD.generation_id AND (SELECT replaying FROM library_state) = 0
BEGIN
    UPDATE generation_variants SET is_primary = 1
    WHERE id = NEW.id AND NOT EXISTS (
        SELECT 1 FROM generation_variants AS other
        WHERE other.generation_id = generation_variants.generation_id AND other.is_primary = 1);
END;

CREATE TRIGGER forget_restored_variant AFTER INSERT ON generation_variants
WHEN (SELECT replaying FROM library_state) = 0
BEGIN
    DELETE FROM deleted_variants WHERE id = NEW.id;
END;

CREATE TRIGGER keep_deleted_variant AFTER DELETE ON generation_variants
WHEN (SELECT replaying FROM library_state) = 0 AND EXISTS (SELECT 1 FROM generations WHERE id = OLD.generation_id)
BEGIN
    DELETE FROM deleted_variants WHERE id = OLD.id;
    INSERT INTO deleted_variants
        (id, generation_id, location, thumbnail_url, params, name, variant_type, created_at, project_id, viewed_at, starred,
         kind, mime, width, height, orientation, has_alpha, bit_depth, colour_profile, frames, duration_us, fps_num, fps_den,
         has_audio, codec, size_bytes, sha256, captured_at, captured_from, source_name, source_path, damaged,
         perceptual_hash, first_frame_hash, last_frame_hash, mean_colour, about)
    SELECT OLD.id, OLD.generation_id, OLD.location, OLD.thumbnail_url, OLD.params, OLD.name, OLD.variant_type,
         OLD.created_at, OLD.project_id, OLD.viewed_at, OLD.starred, OLD.kind, OLD.mime, OLD.width, OLD.height,
         OLD.orientation, OLD.has_alpha, OLD.bit_depth, OLD.colour_profile, OLD.frames, OLD.duration_us, OLD.fps_num,
         OLD.fps_den, OLD.has_audio, OLD.codec, OLD.size_bytes, OLD.sha256, OLD.captured_at, OLD.captured_from,
         OLD.source_name, OLD.source_path, OLD.damaged, OLD.perceptual_hash, OLD.first_frame_hash, OLD.last_frame_hash,
         OLD.mean_colour, OLD.about
    WHERE NOT EXISTS (SELECT 1 FROM generation_variants WHERE id = OLD.id);
END;

CREATE TRIGGER search_variant_about AFTER UPDATE OF about ON generation_variants
WHEN NEW.about IS NOT OLD.about
BEGIN
    DELETE FROM generation_search WHERE rowid = (
        SELECT s.seq FROM search_text AS s JOIN generation_search AS f ON f.rowid = s.seq WHERE s.id = NEW.generation_id
        AND (f.name IS NOT s.name OR f.prompt IS NOT s.prompt OR f.file_name IS NOT s.file_name OR f.tags IS NOT s.tags
             OR f.note IS NOT s.note OR f.metadata IS NOT s.metadata));
    INSERT INTO generation_search (rowid, name, prompt, file_name, tags, note, metadata)
    SELECT seq, name, prompt, file_name, tags, note, metadata FROM search_text AS s WHERE id = NEW.generation_id
      AND NOT EXISTS (SELECT 1 FROM generation_search WHERE rowid = s.seq);
END;

CREATE TRIGGER search_variant_delete AFTER DELETE ON generation_variants
BEGIN
    DELETE FROM generation_search WHERE rowid = (SELECT seq FROM generations WHERE id = OLD.generation_id);
    INSERT INTO generation_search (rowid, name, prompt, file_name, tags, note, metadata)
    SELECT seq, name, prompt, file_name, tags, note, metadata FROM search_text WHERE id = OLD.generation_id;
END;

CREATE TRIGGER search_variant_insert AFTER INSERT ON generation_variants
BEGIN
    DELETE FROM generation_search WHERE rowid = (
        SELECT s.seq FROM search_text AS s JOIN generation_search AS f ON f.rowid = s.seq WHERE s.id = NEW.generation_id
        AND (f.name IS NOT s.name OR f.prompt IS NOT s.prompt OR f.file_name IS NOT s.file_name OR f.tags IS NOT s.tags
             OR f.note IS NOT s.note OR f.metadata IS NOT s.metadata));
    INSERT INTO generation_search (rowid, name, prompt, file_name, tags, note, metadata)
    SELECT seq, name, prompt, file_name, tags, note, metadata FROM search_text AS s WHERE id = NEW.generation_id
      AND NOT EXISTS (SELECT 1 FROM generation_search WHERE rowid = s.seq);
END;

CREATE TRIGGER search_variant_update AFTER UPDATE OF generation_id, source_name ON generation_variants
WHEN NEW.generation_id <> OLD.generation_id OR NEW.source_name IS NOT OLD.source_name
BEGIN
    DELETE FROM generation_search
    WHERE rowid IN (SELECT seq FROM generations WHERE id IN (OLD.generation_id, NEW.generation_id));
    INSERT INTO generation_search (rowid, name, prompt, file_name, tags, note, metadata)
    SELECT seq, name, prompt, file_name, tags, note, metadata FROM search_text WHERE id IN (OLD.generation_id, NEW.generation_id);
END;

CREATE TRIGGER trg_auto_view_manual_upload AFTER INSERT ON generation_variants
WHEN NEW.variant_type = 'original' AND NEW.viewed_at IS NULL AND (SELECT replaying FROM library_state) = 0
BEGIN
    UPDATE generation_variants SET viewed_at = strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'
    WHERE id = NEW.id AND viewed_at IS NULL AND json_extract(params, '$.source_task_id') IS NULL;
END;

CREATE TRIGGER trg_handle_variant_deletion AFTER DELETE ON generation_variants
WHEN (SELECT replaying FROM library_state) = 0 AND EXISTS (SELECT 1 FROM generations WHERE id = OLD.generation_id)
BEGIN
    UPDATE generation_variants SET is_primary = 1
    WHERE id = (SELECT id FROM generation_variants WHERE generation_id = OLD.generation_id
                ORDER BY created_at DESC, id DESC LIMIT 1)
      AND NOT EXISTS (SELECT 1 FROM generation_variants WHERE generation_id = OLD.generation_id AND is_primary = 1);
    UPDATE generations
    SET location = NULL, thumbnail_url = NULL, params = NULL, name = NULL, primary_variant_id = NULL,
        updated_at = strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'
    WHERE id = OLD.generation_id AND primary_variant_id IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM generation_variants WHERE generation_id = OLD.generation_id);
END;

CREATE TRIGGER trg_handle_variant_primary_switch BEFORE INSERT ON generation_variants
WHEN NEW.is_primary = 1 AND (SELECT replaying FROM library_state) = 0
BEGIN
    UPDATE generation_variants SET is_primary = 0
    WHERE generation_id = NEW.generation_id AND is_primary = 1 AND id <> NEW.id;
END;

CREATE TRIGGER trg_handle_variant_primary_switch_update BEFORE UPDATE OF is_primary ON generation_variants
WHEN NEW.is_primary = 1 AND OLD.is_primary = 0 AND (SELECT replaying FROM library_state) = 0
BEGIN
    UPDATE generation_variants SET is_primary = 0
    WHERE generation_id = NEW.generation_id AND is_primary = 1 AND id <> NEW.id;
END;

CREATE TRIGGER trg_sync_generation_from_variant AFTER INSERT ON generation_variants
WHEN (SELECT replaying FROM library_state) = 0
BEGIN
    UPDATE generations
    SET location = v.location, thumbnail_url = v.thumbnail_url, params = v.params, name = v.name, primary_variant_id = v.id,
        type = CASE WHEN v.kind IS NULL OR (v.kind = 'video' AND type LIKE '%video%') THEN type ELSE v.kind END,
        updated_at = strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'
    FROM generation_variants AS v
    WHERE v.generation_id = NEW.generation_id AND v.is_primary = 1 AND generations.id = v.generation_id
      AND (generations.location IS NOT v.location OR generations.thumbnail_url IS NOT v.thumbnail_url
           OR generations.params IS NOT v.params OR generations.name IS NOT v.name
           OR generations.primary_variant_id IS NOT v.id
           OR NOT (v.kind IS NULL OR type IS v.kind OR (v.kind = 'video' AND coalesce(type, '') LIKE '%video%')));
END;

CREATE TRIGGER trg_sync_generation_from_variant_update
AFTER UPDATE OF location, thumbnail_url, params, name, is_primary, generation_id, kind ON generation_variants
WHEN (SELECT replaying FROM library_state) = 0
BEGIN
    UPDATE generations
    SET location = v.location, thumbnail_url = v.thumbnail_url, params = v.params, name = v.name, primary_variant_id = v.id,
        type = CASE WHEN v.kind IS NULL OR (v.kind = 'video' AND type LIKE '%video%') THEN type ELSE v.kind END,
        updated_at = strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'
    FROM generation_variants AS v
    WHERE v.generation_id = NEW.generation_id AND v.is_primary = 1 AND generations.id = v.generation_id
      AND (generations.location IS NOT v.location OR generations.thumbnail_url IS NOT v.thumbnail_url
           OR generations.params IS NOT v.params OR generations.name IS NOT v.name
           OR generations.primary_variant_id IS NOT v.id
           OR NOT (v.kind IS NULL OR type IS v.kind OR (v.kind = 'video' AND coalesce(type, '') LIKE '%video%')));
END;

CREATE TRIGGER trigger_set_variant_project_id AFTER INSERT ON generation_variants
WHEN (SELECT replaying FROM library_state) = 0
BEGIN
    UPDATE generation_variants SET project_id = g.project_id FROM generations AS g
    WHERE generation_variants.id = NEW.id AND g.id = generation_variants.generation_id
      AND generation_variants.project_id IS NOT g.project_id;
END;

CREATE TRIGGER trigger_set_variant_project_id_update AFTER UPDATE OF generation_id, project_id ON generation_variants
WHEN (SELECT replaying FROM library_state) = 0
BEGIN
    UPDATE generation_variants SET project_id = g.project_id FROM generations AS g
    WHERE generation_variants.id = NEW.id AND g.id = generation_variants.generation_id
      AND generation_variants.project_id IS NOT g.project_id;
END;

CREATE TRIGGER variant_id_is_fixed BEFORE UPDATE OF id ON generation_variants
WHEN NEW.id <> OLD.id AND (SELECT replaying FROM library_state) = 0
BEGIN
    SELECT RAISE(ABORT, 'variant: an id cannot change');
END;

CREATE TRIGGER variant_needs_generation BEFORE INSERT ON generation_variants
WHEN (SELECT replaying FROM library_state) = 0
BEGIN
    SELECT RAISE(ABORT, 'variant: there is no such generation')
    WHERE NOT EXISTS (SELECT 1 FROM generations WHERE id = NEW.generation_id);
    SELECT RAISE(ABORT, 'variant: this id belongs to another generation')
    WHERE EXISTS (SELECT 1 FROM generation_variants WHERE id = NEW.id AND generation_id <> NEW.generation_id);
END;

CREATE TRIGGER count_own_parts AFTER INSERT ON generations
WHEN (NEW.part_count <> 0 OR NEW.variant_count <> 0 OR NEW.unseen_count <> 0
      OR EXISTS (SELECT 1 FROM generations WHERE parent_generation_id = NEW.id)) AND (SELECT replaying FROM library_state) = 0
BEGIN
    UPDATE generations SET
        variant_count = (SELECT count(*) FROM generation_variants AS v WHERE v.generation_id = generations.id),
        unseen_count = (SELECT count(*) FROM generation_variants AS v WHERE v.generation_id = generations.id AND v.viewed_at IS NULL),
        part_count = (SELECT count(*) FROM generations AS part
            WHERE part.parent_generation_id = generations.id AND part.trashed_at IS NULL)
    WHERE id = NEW.id;
END;

CREATE TRIGGER count_parts AFTER INSERT ON generations
WHEN NEW.parent_generation_id IS NOT NULL AND (SELECT replaying FROM library_state) = 0
BEGIN
    UPDATE generations SET part_count = (SELECT count(*) FROM generations AS part
        WHERE part.parent_generation_id = NEW.parent_generation_id AND part.trashed_at IS NULL)
    WHERE id = NEW.parent_generation_id;
END;

CREATE TRIGGER count_parts_delete AFTER DELETE ON generations
WHEN OLD.parent_generation_id IS NOT NULL AND (SELECT replaying FROM library_state) = 0
BEGIN
    UPDATE generations SET part_count = (SELECT count(*) FROM generations AS part
        WHERE part.parent_generation_id = OLD.parent_generation_id AND part.trashed_at IS NULL)
    WHERE id = OLD.parent_generation_id;
END;

CREATE TRIGGER count_parts_update AFTER UPDATE OF parent_generation_id, trashed_at ON generations
WHEN (OLD.parent_generation_id IS NOT NULL OR NEW.parent_generation_id IS NOT NULL)
     AND (NEW.parent_generation_id IS NOT OLD.parent_generation_id OR (NEW.trashed_at IS NULL) <> (OLD.trashed_at IS NULL))
     AND (SELECT replaying FROM library_state) = 0
BEGIN
    UPDATE generations SET part_count = (SELECT count(*) FROM generations AS part
        WHERE part.parent_generation_id = generations.id AND part.trashed_at IS NULL)
    WHERE id IN (OLD.parent_generation_id, NEW.parent_generation_id);
END;

CREATE TRIGGER derived_columns_start_empty AFTER INSERT ON generations
WHEN (SELECT replaying FROM library_state) = 0 AND (NEW.primary_variant_id IS NOT NULL
     OR NEW.shot_data IS NOT NULL OR NEW.shot_id IS NOT NULL OR NEW.timeline_frame IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'generation: primary_variant_id, shot_data, shot_id and timeline_frame are derived');
END;

CREATE TRIGGER generation_id_is_fixed BEFORE UPDATE OF id, seq ON generations
WHEN (NEW.id <> OLD.id OR NEW.seq <> OLD.seq) AND (SELECT replaying FROM library_state) = 0
BEGIN
    SELECT RAISE(ABORT, 'generation: id and seq cannot change');
END;

CREATE TRIGGER no_lineage_cycle AFTER INSERT ON generations
WHEN (NEW.parent_generation_id IS NOT NULL OR NEW.based_on IS NOT NULL) AND (SELECT replaying FROM library_state) = 0
BEGIN
    SELECT RAISE(ABORT, 'generation: it would be a part of itself')
    WHERE NEW.id IN (WITH RECURSIVE up (id) AS (
        SELECT NEW.parent_generation_id
        UNION SELECT g.parent_generation_id FROM up JOIN generations AS g ON g.id = up.id) SELECT id FROM up);
    SELECT RAISE(ABORT, 'generation: it would be based on itself')
    WHERE NEW.id IN (WITH RECURSIVE up (id) AS (
        SELECT NEW.based_on
        UNION SELECT g.based_on FROM up JOIN generations AS g ON g.id = up.id) SELECT id FROM up);
END;

CREATE TRIGGER no_lineage_cycle_update AFTER UPDATE OF parent_generation_id, based_on ON generations
WHEN (SELECT replaying FROM library_state) = 0
BEGIN
    SELECT RAISE(ABORT, 'generation: it would be a part of itself')
    WHERE NEW.parent_generation_id IS NOT OLD.parent_generation_id AND NEW.id IN (WITH RECURSIVE up (id) AS (
        SELECT NEW.parent_generation_id
        UNION SELECT g.parent_generation_id FROM up JOIN generations AS g ON g.id = up.id) SELECT id FROM up);
    SELECT RAISE(ABORT, 'generation: it would be based on itself')
    WHERE NEW.based_on IS NOT OLD.based_on AND NEW.id IN (WITH RECURSIVE up (id) AS (
        SELECT NEW.based_on
        UNION SELECT g.based_on FROM up JOIN generations AS g ON g.id = up.id) SELECT id FROM up);
END;

CREATE TRIGGER primary_pointer_is_derived AFTER UPDATE OF primary_variant_id ON generations
WHEN (SELECT replaying FROM library_state) = 0
BEGIN
    SELECT RAISE(ABORT, 'generation: primary_variant_id follows the primary variant, set is_primary there')
    FROM generations AS g
    WHERE g.id = NEW.id AND g.primary_variant_id IS NOT
        (SELECT id FROM generation_variants WHERE generation_id = g.id AND is_primary = 1);
END;

CREATE TRIGGER search_generation_delete AFTER DELETE ON generations
BEGIN
    DELETE FROM generation_search WHERE rowid = OLD.seq;
END;

CREATE TRIGGER search_generation_insert AFTER INSERT ON generations
WHEN NEW.location IS NULL AND (NEW.name IS NOT NULL OR NEW.params IS NOT NULL OR NEW.note <> '')
BEGIN
    DELETE FROM generation_search WHERE rowid = NEW.seq;
    INSERT INTO generation_search (rowid, name, prompt, file_name, tags, note, metadata)
    SELECT seq, name, prompt, file_name, tags, note, metadata FROM search_text WHERE id = NEW.id;
END;

CREATE TRIGGER search_generation_update AFTER UPDATE OF seq, name, params, note ON generations
WHEN NEW.name IS NOT OLD.name OR NEW.params IS NOT OLD.params OR NEW.note <> OLD.note OR NEW.seq <> OLD.seq
BEGIN
    DELETE FROM generation_search WHERE rowid = OLD.seq AND NEW.seq <> OLD.seq;
    DELETE FROM generation_search WHERE rowid = (
        SELECT s.seq FROM search_text AS s JOIN generation_search AS f ON f.rowid = s.seq WHERE s.id = NEW.id
        AND (f.name IS NOT s.name OR f.prompt IS NOT s.prompt OR f.file_name IS NOT s.file_name OR f.tags IS NOT s.tags
             OR f.note IS NOT s.note OR f.metadata IS NOT s.metadata));
    INSERT INTO generation_search (rowid, name, prompt, file_name, tags, note, metadata)
    SELECT seq, name, prompt, file_name, tags, note, metadata FROM search_text AS s WHERE id = NEW.id
      AND NOT EXISTS (SELECT 1 FROM generation_search WHERE rowid = s.seq);
END;

CREATE TRIGGER shot_cache_is_derived AFTER UPDATE OF shot_data, shot_id, timeline_frame ON generations
WHEN (SELECT replaying FROM library_state) = 0
BEGIN
    SELECT RAISE(ABORT, 'generation: shot_data, shot_id and timeline_frame follow shot_generations, write there')
    FROM shot_cache AS c JOIN generations AS g ON g.id = c.generation_id
    WHERE c.generation_id = NEW.id AND (g.shot_data IS NOT c.shot_data OR g.shot_id IS NOT c.shot_id
          OR g.timeline_frame IS NOT c.timeline_frame);
END;

CREATE TRIGGER trg_auto_create_variant_after_generation AFTER INSERT ON generations
WHEN NEW.location IS NOT NULL AND (SELECT replaying FROM library_state) = 0
BEGIN
    INSERT INTO generation_variants
        (generation_id, location, thumbnail_url, params, name, is_primary, variant_type, created_at, project_id)
    SELECT id, location, thumbnail_url, params, name, 1, 'original', created_at, project_id
    FROM generations AS g
    WHERE id = NEW.id AND location IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM generation_variants WHERE generation_id = g.id);
END;

CREATE TRIGGER trg_auto_create_variant_after_generation_update AFTER UPDATE OF location ON generations
WHEN NEW.location IS NOT NULL AND (SELECT replaying FROM library_state) = 0
BEGIN
    INSERT INTO generation_variants
        (generation_id, location, thumbnail_url, params, name, is_primary, variant_type, created_at, project_id)
    SELECT id, location, thumbnail_url, params, name, 1, 'original', created_at, project_id
    FROM generations AS g
    WHERE id = NEW.id AND location IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM generation_variants WHERE generation_id = g.id);
END;

CREATE TRIGGER trg_sync_variant_from_generation AFTER UPDATE OF location, thumbnail_url, params, name ON generations
WHEN (SELECT replaying FROM library_state) = 0
BEGIN
    SELECT RAISE(ABORT, 'generation: location cannot be NULL while there are variants')
    WHERE (SELECT location FROM generations WHERE id = NEW.id) IS NULL
      AND EXISTS (SELECT 1 FROM generation_variants WHERE generation_id = NEW.id AND is_primary = 1);
    UPDATE generation_variants
    SET location = g.location, thumbnail_url = g.thumbnail_url, params = g.params, name = g.name
    FROM generations AS g
    WHERE g.id = NEW.id AND generation_variants.generation_id = g.id AND generation_variants.is_primary = 1
      AND (generation_variants.location IS NOT g.location OR generation_variants.thumbnail_url IS NOT g.thumbnail_url
           OR generation_variants.params IS NOT g.params OR generation_variants.name IS NOT g.name);
END;

CREATE TRIGGER variants_follow_project AFTER UPDATE OF project_id ON generations
WHEN NEW.project_id <> OLD.project_id AND (SELECT replaying FROM library_state) = 0
BEGIN
    UPDATE generation_variants SET project_id = g.project_id FROM generations AS g
    WHERE g.id = NEW.id AND generation_variants.generation_id = g.id AND generation_variants.project_id IS NOT g.project_id;
END;

CREATE TRIGGER busy_project_stays BEFORE DELETE ON projects
WHEN (SELECT replaying FROM library_state) = 0
BEGIN
    SELECT RAISE(ABORT, 'project: it has unfinished tasks')
    WHERE EXISTS (SELECT 1 FROM tasks WHERE project_id = OLD.id AND status IN ('Queued', 'In Progress'));
END;

CREATE TRIGGER link_is_sound BEFORE INSERT ON shot_generations
WHEN (SELECT replaying FROM library_state) = 0
BEGIN
    SELECT RAISE(ABORT, 'shot item: this id is taken')
    WHERE EXISTS (SELECT 1 FROM shot_generations WHERE id = NEW.id);
    SELECT RAISE(ABORT, 'shot item: there is no such generation')
    WHERE NOT EXISTS (SELECT 1 FROM generations WHERE id = NEW.generation_id);
END;

CREATE TRIGGER link_is_sound_update BEFORE UPDATE OF id, shot_id, generation_id ON shot_generations
WHEN (SELECT replaying FROM library_state) = 0
BEGIN
    SELECT RAISE(ABORT, 'shot item: an id cannot change') WHERE NEW.id <> OLD.id;
    SELECT RAISE(ABORT, 'shot item: there is no such generation')
    WHERE NOT EXISTS (SELECT 1 FROM generations WHERE id = NEW.generation_id);
END;

CREATE TRIGGER sync_shot_to_generation AFTER INSERT ON shot_generations
WHEN (SELECT replaying FROM library_state) = 0
BEGIN
    UPDATE generations SET shot_data = c.shot_data, shot_id = c.shot_id, timeline_frame = c.timeline_frame
    FROM shot_cache AS c
    WHERE c.generation_id = NEW.generation_id AND generations.id = c.generation_id;
END;

CREATE TRIGGER sync_shot_to_generation_delete AFTER DELETE ON shot_generations
WHEN (SELECT replaying FROM library_state) = 0
BEGIN
    UPDATE generations SET shot_data = c.shot_data, shot_id = c.shot_id, timeline_frame = c.timeline_frame
    FROM shot_cache AS c
    WHERE c.generation_id = OLD.generation_id AND generations.id = c.generation_id;
END;

CREATE TRIGGER sync_shot_to_generation_update
AFTER UPDATE OF shot_id, generation_id, timeline_frame, created_at ON shot_generations
WHEN (SELECT replaying FROM library_state) = 0
BEGIN
    UPDATE generations SET shot_data = c.shot_data, shot_id = c.shot_id, timeline_frame = c.timeline_frame
    FROM shot_cache AS c
    WHERE c.generation_id IN (OLD.generation_id, NEW.generation_id) AND generations.id = c.generation_id
      AND (generations.shot_data IS NOT c.shot_data OR generations.shot_id IS NOT c.shot_id
           OR generations.timeline_frame IS NOT c.timeline_frame);
END;

CREATE TRIGGER trigger_set_shot_position AFTER INSERT ON shots
WHEN NEW.position = 0 AND (SELECT replaying FROM library_state) = 0
BEGIN
    UPDATE shots SET position = 1 + (SELECT coalesce(max(position), 0) FROM shots WHERE project_id = NEW.project_id)
    WHERE id = NEW.id AND position = 0;
END;

CREATE TRIGGER credits_are_derived AFTER UPDATE OF credits ON users
BEGIN
    SELECT RAISE(ABORT, 'user: credits are the sum of the ledger')
    FROM users AS u
    WHERE u.id = NEW.id
      AND u.credits <> (SELECT coalesce(sum(amount), 0) FROM credits_ledger WHERE user_id = NEW.id);
END;

CREATE TRIGGER credits_start_empty AFTER INSERT ON users WHEN NEW.credits <> 0
BEGIN
    SELECT RAISE(ABORT, 'user: credits are the sum of the ledger');
END;
