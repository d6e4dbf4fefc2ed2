-- The search text follows every change, replay included (no guard). The row is made again from the view search_text, so
-- it is right in whatever order SQLite runs the triggers and as often as they run. Where several of them run for one
-- statement, it is written only if it differs: each further write of one row makes FTS5 write out all it holds (measured:
-- an import of 25 items wrote 50 segments instead of one).

-- A new generation without a file (one with a file is indexed with its first variant, one without any words is not).
CREATE TRIGGER search_generation_insert AFTER INSERT ON generations
WHEN NEW.location IS NULL AND (NEW.name IS NOT NULL OR NEW.params IS NOT NULL OR NEW.note <> '')
BEGIN
    DELETE FROM generation_search WHERE rowid = NEW.seq;
    INSERT INTO generation_search (rowid, name, prompt, file_name, tags, note, metadata)
    SELECT seq, name, prompt, file_name, tags, note, metadata FROM search_text WHERE id = NEW.id;
END;

-- Name, recipe or note of a generation, or its number (the undo of a REPLACE gives the old one back).
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

-- A generation that goes.
CREATE TRIGGER search_generation_delete AFTER DELETE ON generations
BEGIN
    DELETE FROM generation_search WHERE rowid = OLD.seq;
END;

-- A variant that comes (its file name is searched too).
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

-- A variant that moves or gets another file name.
CREATE TRIGGER search_variant_update AFTER UPDATE OF generation_id, source_name ON generation_variants
WHEN NEW.generation_id <> OLD.generation_id OR NEW.source_name IS NOT OLD.source_name
BEGIN
    DELETE FROM generation_search
    WHERE rowid IN (SELECT seq FROM generations WHERE id IN (OLD.generation_id, NEW.generation_id));
    INSERT INTO generation_search (rowid, name, prompt, file_name, tags, note, metadata)
    SELECT seq, name, prompt, file_name, tags, note, metadata FROM search_text WHERE id IN (OLD.generation_id, NEW.generation_id);
END;

-- What a variant's file tells of itself (its recipe comes by the generation, in the same statement).
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

-- A variant that goes.
CREATE TRIGGER search_variant_delete AFTER DELETE ON generation_variants
BEGIN
    DELETE FROM generation_search WHERE rowid = (SELECT seq FROM generations WHERE id = OLD.generation_id);
    INSERT INTO generation_search (rowid, name, prompt, file_name, tags, note, metadata)
    SELECT seq, name, prompt, file_name, tags, note, metadata FROM search_text WHERE id = OLD.generation_id;
END;

-- A tag that comes, changes, goes.
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
CREATE TRIGGER search_tag_delete AFTER DELETE ON generation_tags
BEGIN
    DELETE FROM generation_search WHERE rowid = (SELECT seq FROM generations WHERE id = OLD.generation_id);
    INSERT INTO generation_search (rowid, name, prompt, file_name, tags, note, metadata)
    SELECT seq, name, prompt, file_name, tags, note, metadata FROM search_text WHERE id = OLD.generation_id;
END;
