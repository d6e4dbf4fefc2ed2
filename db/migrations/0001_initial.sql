-- The library file: tables and indexes. Triggers live in db/triggers/ and are made again whenever their text changes.
-- Ids are lower-case UUID text (a v4 default, so that any SQLite client can write); times are ISO-8601 UTC text with
-- microseconds and sort as text; JSON is stored canonical (sorted keys, no spaces); numbers are integers (credits in
-- thousandths, frames, microseconds). An absent value is NULL only where absence has a meaning.

-- One row. `replaying` is 1 only inside the transaction of an undo or redo: domain triggers then keep still.
CREATE TABLE library_state (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    replaying INTEGER NOT NULL DEFAULT 0 CHECK (replaying IN (0, 1)),
    library_id TEXT NOT NULL DEFAULT (lower(hex(randomblob(4))) || '-' || lower(hex(randomblob(2))) || '-4' || substr(lower(hex(randomblob(2))), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(lower(hex(randomblob(2))), 2) || '-' || lower(hex(randomblob(6)))),
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z')
) STRICT;
INSERT INTO library_state (id) VALUES (1);

-- Hash of each file of db/triggers/ as it stands in this library.
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
CREATE INDEX projects_user ON projects (user_id);

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
CREATE INDEX shots_order ON shots (project_id, position, id);

-- `seq` is what views hold and what the search index uses; AUTOINCREMENT, since a freed number must not come back.
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
CREATE INDEX gallery_project ON generations (project_id, created_at DESC, seq DESC)
    WHERE is_child = 0 AND trashed_at IS NULL AND location IS NOT NULL AND rejected = 0;
CREATE INDEX gallery_all ON generations (created_at DESC, seq DESC)
    WHERE is_child = 0 AND trashed_at IS NULL AND location IS NOT NULL AND rejected = 0;
CREATE INDEX gallery_filter ON generations
    (project_id, created_at DESC, seq DESC, type, starred, unplaced, rating, variant_count, unseen_count, part_count, tool, label)
    WHERE is_child = 0 AND trashed_at IS NULL AND location IS NOT NULL AND rejected = 0;
CREATE INDEX gallery_starred ON generations (project_id, created_at DESC, seq DESC)
    WHERE starred = 1 AND is_child = 0 AND trashed_at IS NULL AND location IS NOT NULL AND rejected = 0;
CREATE INDEX gallery_unplaced ON generations (project_id, created_at DESC, seq DESC)
    WHERE shot_id IS NULL AND is_child = 0 AND trashed_at IS NULL AND location IS NOT NULL AND rejected = 0;
CREATE INDEX generations_rated ON generations (rating) WHERE rating > 0;
CREATE INDEX gallery_rejected ON generations (project_id, created_at DESC, seq DESC)
    WHERE rejected = 1 AND trashed_at IS NULL AND location IS NOT NULL;
CREATE INDEX generations_trash ON generations (project_id, trashed_at DESC, seq DESC) WHERE trashed_at IS NOT NULL;
CREATE INDEX generations_parts ON generations (parent_generation_id, child_order) WHERE parent_generation_id IS NOT NULL;
CREATE INDEX generations_based_on ON generations (based_on) WHERE based_on IS NOT NULL;
CREATE INDEX generations_shot ON generations (shot_id) WHERE shot_id IS NOT NULL;
CREATE INDEX generations_primary ON generations (primary_variant_id) WHERE primary_variant_id IS NOT NULL;

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
CREATE UNIQUE INDEX variants_one_primary ON generation_variants (generation_id) WHERE is_primary = 1;
CREATE UNIQUE INDEX variants_pointer ON generation_variants (id, generation_id, is_primary);
CREATE INDEX variants_newest ON generation_variants (generation_id, created_at DESC, id DESC);
CREATE INDEX variants_unseen ON generation_variants (generation_id) WHERE viewed_at IS NULL;
CREATE INDEX variants_project ON generation_variants (project_id);
CREATE INDEX variants_sha256 ON generation_variants (sha256) WHERE sha256 IS NOT NULL;
CREATE INDEX variants_location ON generation_variants (location);
-- Which items name which LoRAs, without reading a recipe.
CREATE INDEX variants_loras ON generation_variants (json_extract(params, '$.loras'), generation_id)
    WHERE json_extract(params, '$.loras') IS NOT NULL;

-- What a deleted variant was, until the trash is emptied: shown in Trash, can come back, keeps its file in use.
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
CREATE INDEX deleted_variants_generation ON deleted_variants (generation_id);
CREATE INDEX deleted_variants_project ON deleted_variants (project_id);
CREATE INDEX deleted_variants_sha256 ON deleted_variants (sha256) WHERE sha256 IS NOT NULL;

-- A generation in a shot. Two rows on one frame and the same generation twice are legal in the file.
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
CREATE INDEX links_shot ON shot_generations (shot_id, timeline_frame, position, id);
CREATE INDEX links_generation ON shot_generations (generation_id, created_at DESC, id DESC);
CREATE INDEX links_newest ON shot_generations (created_at);

-- A tag is a path `a/b`; there is no table of names, so renaming one is one UPDATE.
CREATE TABLE generation_tags (
    id TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(4))) || '-' || lower(hex(randomblob(2))) || '-4' || substr(lower(hex(randomblob(2))), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(lower(hex(randomblob(2))), 2) || '-' || lower(hex(randomblob(6)))) CHECK (length(id) = 36),
    generation_id TEXT NOT NULL REFERENCES generations(id) ON DELETE CASCADE,
    tag TEXT NOT NULL CHECK (tag <> ''),
    UNIQUE (generation_id, tag)
) STRICT;
CREATE INDEX tags_tag ON generation_tags (tag);

CREATE TABLE saved_searches (
    id TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(4))) || '-' || lower(hex(randomblob(2))) || '-4' || substr(lower(hex(randomblob(2))), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(lower(hex(randomblob(2))), 2) || '-' || lower(hex(randomblob(6)))) CHECK (length(id) = 36),
    user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    position INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z')
) STRICT;
CREATE INDEX saved_searches_user ON saved_searches (user_id);

CREATE TABLE resources (
    id TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(4))) || '-' || lower(hex(randomblob(2))) || '-4' || substr(lower(hex(randomblob(2))), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(lower(hex(randomblob(2))), 2) || '-' || lower(hex(randomblob(6)))) CHECK (length(id) = 36),
    user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    type TEXT NOT NULL,
    metadata TEXT NOT NULL CHECK (metadata IS NULL OR json_valid(metadata)),
    is_public INTEGER NOT NULL DEFAULT 0 CHECK (is_public IN (0, 1)),
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
    trashed_at TEXT  -- NULL: not in the trash
) STRICT;
CREATE INDEX resources_user ON resources (user_id, type);
CREATE INDEX resources_sha256 ON resources (json_extract(metadata, '$.sha256'));

CREATE TABLE training_data_batches (
    id TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(4))) || '-' || lower(hex(randomblob(2))) || '-4' || substr(lower(hex(randomblob(2))), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(lower(hex(randomblob(2))), 2) || '-' || lower(hex(randomblob(6)))) CHECK (length(id) = 36),
    user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    description TEXT,
    metadata TEXT CHECK (metadata IS NULL OR json_valid(metadata)),
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
    trashed_at TEXT  -- NULL: not in the trash
) STRICT;
CREATE INDEX training_batches_user ON training_data_batches (user_id);
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
CREATE INDEX training_data_user ON training_data (user_id);
CREATE INDEX training_data_batch ON training_data (batch_id);
CREATE INDEX training_data_sha256 ON training_data (json_extract(metadata, '$.sha256'));
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
CREATE INDEX training_segments_data ON training_data_segments (training_data_id);

-- What the program thinks belongs together. Found by jobs, decided by people: only their answer is a step.
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
CREATE INDEX proposals_project ON proposals (project_id, state, target_id);
CREATE INDEX proposals_target ON proposals (target_id);

-- Observed tables from here on: changes are told, but are no part of undo.

CREATE TABLE workers (
    id TEXT PRIMARY KEY NOT NULL,
    instance_type TEXT,
    current_model TEXT,
    status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'inactive', 'terminated')),
    metadata TEXT CHECK (metadata IS NULL OR json_valid(metadata)),
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
    last_heartbeat TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z')
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
CREATE INDEX tasks_claim ON tasks (priority DESC, created_at, id) WHERE status = 'Queued';
CREATE INDEX tasks_status ON tasks (project_id, status);
CREATE INDEX tasks_running ON tasks (heartbeat_at) WHERE status = 'In Progress';
CREATE INDEX tasks_worker ON tasks (worker_id) WHERE worker_id IS NOT NULL;
CREATE UNIQUE INDEX tasks_idempotency ON tasks (idempotency_key) WHERE idempotency_key IS NOT NULL;

CREATE TABLE credits_ledger (
    id TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(4))) || '-' || lower(hex(randomblob(2))) || '-4' || substr(lower(hex(randomblob(2))), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(lower(hex(randomblob(2))), 2) || '-' || lower(hex(randomblob(6)))) CHECK (length(id) = 36),
    user_id TEXT NOT NULL REFERENCES users(id) ON DELETE RESTRICT,
    task_id TEXT REFERENCES tasks(id) ON DELETE SET NULL,
    amount INTEGER NOT NULL,  -- thousandths, spending is negative
    type TEXT NOT NULL CHECK (type IN ('stripe', 'manual', 'spend', 'refund', 'auto_topup')),
    metadata TEXT CHECK (metadata IS NULL OR json_valid(metadata)),
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z')
) STRICT;
CREATE INDEX ledger_user ON credits_ledger (user_id, created_at);
CREATE INDEX ledger_task ON credits_ledger (task_id) WHERE task_id IS NOT NULL;

-- One row per import and one per file of it: the report, and where to go on after a crash.
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
CREATE INDEX import_items_state ON import_items (import_id, state);
CREATE INDEX import_items_source ON import_items (import_id, source);

-- A folder outside whose new files come in by themselves.
CREATE TABLE watched_folders (
    id TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(4))) || '-' || lower(hex(randomblob(2))) || '-4' || substr(lower(hex(randomblob(2))), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(lower(hex(randomblob(2))), 2) || '-' || lower(hex(randomblob(6)))) CHECK (length(id) = 36),
    path TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES projects(id) ON DELETE CASCADE,
    shot_id TEXT REFERENCES shots(id) ON DELETE SET NULL,
    paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)),
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'),
    UNIQUE (path, project_id)
) STRICT;
CREATE INDEX watched_folders_project ON watched_folders (project_id);
CREATE INDEX watched_folders_shot ON watched_folders (shot_id);

-- What of a watched folder was looked at already; only its watcher reads it, so no news is told of it.
CREATE TABLE watched_files (
    folder_id TEXT NOT NULL REFERENCES watched_folders(id) ON DELETE CASCADE,
    path TEXT NOT NULL,  -- inside the folder, POSIX
    size_bytes INTEGER NOT NULL,
    modified_ns INTEGER NOT NULL,
    file_key TEXT,  -- device and inode where the file system has them: the same file under another name
    PRIMARY KEY (folder_id, path)
) STRICT, WITHOUT ROWID;
CREATE INDEX watched_files_key ON watched_files (folder_id, file_key);

-- Originals that were not where their row says when they were looked for: a state, found again and again, never a delete.
CREATE TABLE missing_files (
    id TEXT PRIMARY KEY NOT NULL,  -- the location of a variant
    noticed_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z')
) STRICT;

CREATE TABLE settings (
    id TEXT PRIMARY KEY NOT NULL,  -- the key, as `window.gallery.sort`
    value TEXT NOT NULL CHECK (json_valid(value))
) STRICT;

-- Raw metadata blocks as they came (compressed), by content of the file: read again by later versions. Not told, not undone.
CREATE TABLE recipe_blocks (
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    name TEXT NOT NULL,
    data BLOB NOT NULL,  -- zlib
    PRIMARY KEY (sha256, name)
) STRICT;

-- The history: steps in the order in which they began, each with one or more parts (one transaction each).
CREATE TABLE history_steps (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    label TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'done', 'undoing', 'undone', 'redoing')),
    kind TEXT NOT NULL DEFAULT 'bulk' CHECK (kind IN ('gesture', 'bulk', 'import')),
    merge_key TEXT,
    created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z')
) STRICT;
CREATE TABLE history_parts (
    step_id INTEGER NOT NULL REFERENCES history_steps(id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
    images BLOB NOT NULL,  -- zlib of the JSON written by db.journal
    PRIMARY KEY (step_id, number)
) STRICT, WITHOUT ROWID;

-- What shot_data, shot_id and timeline_frame of a generation must be, from its links.
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

-- What is searched of a generation; prompts are taken wherever they stand in its recipe. What its files tell of themselves
-- (title, caption, keywords, camera) is searched with the recipe.
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

-- The text that is searched, one row per generation (rowid = seq). Own content: see triggers/search.sql.
CREATE VIRTUAL TABLE generation_search USING fts5 (
    name, prompt, file_name, tags, note, metadata, tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO generation_search (generation_search, rank) VALUES ('automerge', 0), ('crisismerge', 1000);
