-- One primary variant per generation, and both sides equal. Every trigger re-reads its row: NEW and OLD only say which
-- one, since another trigger may have rewritten it. The foreign key (primary_variant_id, id, one) of generations is
-- looked at when the statement ends and refuses what these cannot mend (no flag, a moved primary, a foreign pointer).

-- A variant needs its generation, also while foreign keys are deferred.
CREATE TRIGGER variant_needs_generation BEFORE INSERT ON generation_variants
WHEN (SELECT replaying FROM library_state) = 0
BEGIN
    SELECT RAISE(ABORT, 'variant: there is no such generation')
    WHERE NOT EXISTS (SELECT 1 FROM generations WHERE id = NEW.generation_id);
    SELECT RAISE(ABORT, 'variant: this id belongs to another generation')
    WHERE EXISTS (SELECT 1 FROM generation_variants WHERE id = NEW.id AND generation_id <> NEW.generation_id);
END;

-- Ids are fixed: UPDATE OR REPLACE would remove the row that has the id without running any trigger for it.
CREATE TRIGGER variant_id_is_fixed BEFORE UPDATE OF id ON generation_variants
WHEN NEW.id <> OLD.id AND (SELECT replaying FROM library_state) = 0
BEGIN
    SELECT RAISE(ABORT, 'variant: an id cannot change');
END;

-- A variant that comes as primary takes the flag from the one that had it.
CREATE TRIGGER trg_handle_variant_primary_switch BEFORE INSERT ON generation_variants
WHEN NEW.is_primary = 1 AND (SELECT replaying FROM library_state) = 0
BEGIN
    UPDATE generation_variants SET is_primary = 0
    WHERE generation_id = NEW.generation_id AND is_primary = 1 AND id <> NEW.id;
END;

-- A variant that becomes primary takes the flag from the one that had it.
CREATE TRIGGER trg_handle_variant_primary_switch_update BEFORE UPDATE OF is_primary ON generation_variants
WHEN NEW.is_primary = 1 AND OLD.is_primary = 0 AND (SELECT replaying FROM library_state) = 0
BEGIN
    UPDATE generation_variants SET is_primary = 0
    WHERE generation_id = NEW.generation_id AND is_primary = 1 AND id <> NEW.id;
END;

-- D1: a variant that is made in a generation without a primary becomes its primary.
CREATE TRIGGER first_variant_is_primary AFTER INSERT ON generation_variants
WHEN (SELECT replaying FROM library_state) = 0
BEGIN
    UPDATE generation_variants SET is_primary = 1
    WHERE id = NEW.id AND NOT EXISTS (
        SELECT 1 FROM generation_variants AS other
        WHERE other.generation_id = generation_variants.generation_id AND other.is_primary = 1);
END;

-- D1: a variant that moves to a generation without a primary becomes its primary.
CREATE TRIGGER first_variant_is_primary_update AFTER UPDATE OF generation_id ON generation_variants
WHEN NEW.generation_id <> OLD.generation_id AND (SELECT replaying FROM library_state) = 0
BEGIN
    UPDATE generation_variants SET is_primary = 1
    WHERE id = NEW.id AND NOT EXISTS (
        SELECT 1 FROM generation_variants AS other
        WHERE other.generation_id = generation_variants.generation_id AND other.is_primary = 1);
END;

-- A new primary hands its location, thumbnail, params and name to its generation, NULLs too, and the kind where it is known.
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

-- A primary that changes, or becomes one, does the same.
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

-- A generation that comes with a file gets it as its first variant, `original`, of the same time.
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

-- D5: a generation that gets its file later gets the variant then.
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

-- D2: what is written to a generation with a primary is written to that primary; a NULL location is refused.
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

-- D20: primary_variant_id is not for writing: any value but the id of the generation's flagged primary is refused.
CREATE TRIGGER primary_pointer_is_derived AFTER UPDATE OF primary_variant_id ON generations
WHEN (SELECT replaying FROM library_state) = 0
BEGIN
    SELECT RAISE(ABORT, 'generation: primary_variant_id follows the primary variant, set is_primary there')
    FROM generations AS g
    WHERE g.id = NEW.id AND g.primary_variant_id IS NOT
        (SELECT id FROM generation_variants WHERE generation_id = g.id AND is_primary = 1);
END;

-- D20, D6: a new generation has neither a pointer nor places.
CREATE TRIGGER derived_columns_start_empty AFTER INSERT ON generations
WHEN (SELECT replaying FROM library_state) = 0 AND (NEW.primary_variant_id IS NOT NULL
     OR NEW.shot_data IS NOT NULL OR NEW.shot_id IS NOT NULL OR NEW.timeline_frame IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'generation: primary_variant_id, shot_data, shot_id and timeline_frame are derived');
END;

-- D4: after the primary is deleted the newest of the others (created_at, then id) is primary; after the last one the
-- generation is an empty shell. While the generation itself goes, nobody is promoted.
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

-- A deleted variant is kept for Trash (not while its generation goes: then the whole item goes).
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

-- A variant that is there again is no longer in Trash.
CREATE TRIGGER forget_restored_variant AFTER INSERT ON generation_variants
WHEN (SELECT replaying FROM library_state) = 0
BEGIN
    DELETE FROM deleted_variants WHERE id = NEW.id;
END;

-- A variant belongs to its generation's project, whatever was given.
CREATE TRIGGER trigger_set_variant_project_id AFTER INSERT ON generation_variants
WHEN (SELECT replaying FROM library_state) = 0
BEGIN
    UPDATE generation_variants SET project_id = g.project_id FROM generations AS g
    WHERE generation_variants.id = NEW.id AND g.id = generation_variants.generation_id
      AND generation_variants.project_id IS NOT g.project_id;
END;

-- The same when it moves or its project is written by hand.
CREATE TRIGGER trigger_set_variant_project_id_update AFTER UPDATE OF generation_id, project_id ON generation_variants
WHEN (SELECT replaying FROM library_state) = 0
BEGIN
    UPDATE generation_variants SET project_id = g.project_id FROM generations AS g
    WHERE generation_variants.id = NEW.id AND g.id = generation_variants.generation_id
      AND generation_variants.project_id IS NOT g.project_id;
END;

-- A generation that changes its project takes its variants along.
CREATE TRIGGER variants_follow_project AFTER UPDATE OF project_id ON generations
WHEN NEW.project_id <> OLD.project_id AND (SELECT replaying FROM library_state) = 0
BEGIN
    UPDATE generation_variants SET project_id = g.project_id FROM generations AS g
    WHERE g.id = NEW.id AND generation_variants.generation_id = g.id AND generation_variants.project_id IS NOT g.project_id;
END;

-- What a person brings in is seen; what a task makes is new.
CREATE TRIGGER trg_auto_view_manual_upload AFTER INSERT ON generation_variants
WHEN NEW.variant_type = 'original' AND NEW.viewed_at IS NULL AND (SELECT replaying FROM library_state) = 0
BEGIN
    UPDATE generation_variants SET viewed_at = strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z'
    WHERE id = NEW.id AND viewed_at IS NULL AND json_extract(params, '$.source_task_id') IS NULL;
END;

-- A generation counts its variants and the unseen ones.
CREATE TRIGGER count_variants AFTER INSERT ON generation_variants
WHEN (SELECT replaying FROM library_state) = 0
BEGIN
    UPDATE generations SET
        variant_count = (SELECT count(*) FROM generation_variants WHERE generation_id = NEW.generation_id),
        unseen_count = (SELECT count(*) FROM generation_variants WHERE generation_id = NEW.generation_id AND viewed_at IS NULL)
    WHERE id = NEW.generation_id;
END;

-- The same when one is seen or moves.
CREATE TRIGGER count_variants_update AFTER UPDATE OF generation_id, viewed_at ON generation_variants
WHEN (NEW.generation_id <> OLD.generation_id OR (NEW.viewed_at IS NULL) <> (OLD.viewed_at IS NULL))
     AND (SELECT replaying FROM library_state) = 0
BEGIN
    UPDATE generations SET
        variant_count = (SELECT count(*) FROM generation_variants AS v WHERE v.generation_id = generations.id),
        unseen_count = (SELECT count(*) FROM generation_variants AS v WHERE v.generation_id = generations.id AND v.viewed_at IS NULL)
    WHERE id IN (OLD.generation_id, NEW.generation_id);
END;

-- The same when one goes.
CREATE TRIGGER count_variants_delete AFTER DELETE ON generation_variants
WHEN (SELECT replaying FROM library_state) = 0
BEGIN
    UPDATE generations SET
        variant_count = (SELECT count(*) FROM generation_variants WHERE generation_id = OLD.generation_id),
        unseen_count = (SELECT count(*) FROM generation_variants WHERE generation_id = OLD.generation_id AND viewed_at IS NULL)
    WHERE id = OLD.generation_id;
END;
