-- Parents and parts, based_on, and the count of parts.

-- D16: no generation is its own ancestor, neither by parent nor by based_on.
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

-- Ids and numbers are fixed (an UPDATE OR REPLACE would remove the row that has them without running any trigger).
CREATE TRIGGER generation_id_is_fixed BEFORE UPDATE OF id, seq ON generations
WHEN (NEW.id <> OLD.id OR NEW.seq <> OLD.seq) AND (SELECT replaying FROM library_state) = 0
BEGIN
    SELECT RAISE(ABORT, 'generation: id and seq cannot change');
END;

-- A generation counts its parts that are not in the trash: one comes,
CREATE TRIGGER count_parts AFTER INSERT ON generations
WHEN NEW.parent_generation_id IS NOT NULL AND (SELECT replaying FROM library_state) = 0
BEGIN
    UPDATE generations SET part_count = (SELECT count(*) FROM generations AS part
        WHERE part.parent_generation_id = NEW.parent_generation_id AND part.trashed_at IS NULL)
    WHERE id = NEW.parent_generation_id;
END;
-- (a parent may come after its parts in one statement, and another program may write counts with it)
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
-- one moves, is trashed or restored,
CREATE TRIGGER count_parts_update AFTER UPDATE OF parent_generation_id, trashed_at ON generations
WHEN (OLD.parent_generation_id IS NOT NULL OR NEW.parent_generation_id IS NOT NULL)
     AND (NEW.parent_generation_id IS NOT OLD.parent_generation_id OR (NEW.trashed_at IS NULL) <> (OLD.trashed_at IS NULL))
     AND (SELECT replaying FROM library_state) = 0
BEGIN
    UPDATE generations SET part_count = (SELECT count(*) FROM generations AS part
        WHERE part.parent_generation_id = generations.id AND part.trashed_at IS NULL)
    WHERE id IN (OLD.parent_generation_id, NEW.parent_generation_id);
END;
-- one goes.
CREATE TRIGGER count_parts_delete AFTER DELETE ON generations
WHEN OLD.parent_generation_id IS NOT NULL AND (SELECT replaying FROM library_state) = 0
BEGIN
    UPDATE generations SET part_count = (SELECT count(*) FROM generations AS part
        WHERE part.parent_generation_id = OLD.parent_generation_id AND part.trashed_at IS NULL)
    WHERE id = OLD.parent_generation_id;
END;
