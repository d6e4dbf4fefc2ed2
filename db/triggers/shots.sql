-- Shots, their order, and the shot cache of generations, always rebuilt from the links (view shot_cache), never patched.

-- D13: a shot that comes without a position stands last in its project, the first one at 1.
CREATE TRIGGER trigger_set_shot_position AFTER INSERT ON shots
WHEN NEW.position = 0 AND (SELECT replaying FROM library_state) = 0
BEGIN
    UPDATE shots SET position = 1 + (SELECT coalesce(max(position), 0) FROM shots WHERE project_id = NEW.project_id)
    WHERE id = NEW.id AND position = 0;
END;

-- A link needs its generation and an id of its own. (Shot and generation of one project, D15, is a rule of the verbs:
-- the hosted system has such rows; `check` reports them.)
CREATE TRIGGER link_is_sound BEFORE INSERT ON shot_generations
WHEN (SELECT replaying FROM library_state) = 0
BEGIN
    SELECT RAISE(ABORT, 'shot item: this id is taken')
    WHERE EXISTS (SELECT 1 FROM shot_generations WHERE id = NEW.id);
    SELECT RAISE(ABORT, 'shot item: there is no such generation')
    WHERE NOT EXISTS (SELECT 1 FROM generations WHERE id = NEW.generation_id);
END;

-- The same for a link that is changed; its id is fixed.
CREATE TRIGGER link_is_sound_update BEFORE UPDATE OF id, shot_id, generation_id ON shot_generations
WHEN (SELECT replaying FROM library_state) = 0
BEGIN
    SELECT RAISE(ABORT, 'shot item: an id cannot change') WHERE NEW.id <> OLD.id;
    SELECT RAISE(ABORT, 'shot item: there is no such generation')
    WHERE NOT EXISTS (SELECT 1 FROM generations WHERE id = NEW.generation_id);
END;

-- D6: the cache of a generation follows a new link.
CREATE TRIGGER sync_shot_to_generation AFTER INSERT ON shot_generations
WHEN (SELECT replaying FROM library_state) = 0
BEGIN
    UPDATE generations SET shot_data = c.shot_data, shot_id = c.shot_id, timeline_frame = c.timeline_frame
    FROM shot_cache AS c
    WHERE c.generation_id = NEW.generation_id AND generations.id = c.generation_id;
END;

-- D6: the caches of both generations follow a link that changes or moves from one to the other.
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

-- D6: the cache of a generation follows a link that goes.
CREATE TRIGGER sync_shot_to_generation_delete AFTER DELETE ON shot_generations
WHEN (SELECT replaying FROM library_state) = 0
BEGIN
    UPDATE generations SET shot_data = c.shot_data, shot_id = c.shot_id, timeline_frame = c.timeline_frame
    FROM shot_cache AS c
    WHERE c.generation_id = OLD.generation_id AND generations.id = c.generation_id;
END;

-- D6: the cache is not for writing: another value than the links give is refused.
CREATE TRIGGER shot_cache_is_derived AFTER UPDATE OF shot_data, shot_id, timeline_frame ON generations
WHEN (SELECT replaying FROM library_state) = 0
BEGIN
    SELECT RAISE(ABORT, 'generation: shot_data, shot_id and timeline_frame follow shot_generations, write there')
    FROM shot_cache AS c JOIN generations AS g ON g.id = c.generation_id
    WHERE c.generation_id = NEW.id AND (g.shot_data IS NOT c.shot_data OR g.shot_id IS NOT c.shot_id
          OR g.timeline_frame IS NOT c.timeline_frame);
END;

-- A project with work under way is not deleted (its tasks would vanish under the runner).
CREATE TRIGGER busy_project_stays BEFORE DELETE ON projects
WHEN (SELECT replaying FROM library_state) = 0
BEGIN
    SELECT RAISE(ABORT, 'project: it has unfinished tasks')
    WHERE EXISTS (SELECT 1 FROM tasks WHERE project_id = OLD.id AND status IN ('Queued', 'In Progress'));
END;
