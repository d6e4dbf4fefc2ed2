-- The ledger is append-only; users.credits is its sum.

-- Credits follow a new entry.
CREATE TRIGGER credits_follow_ledger AFTER INSERT ON credits_ledger
BEGIN
    UPDATE users SET credits = (SELECT coalesce(sum(amount), 0) FROM credits_ledger WHERE user_id = NEW.user_id)
    WHERE id = NEW.user_id;
END;

-- Credits are not for writing.
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

-- An entry is never changed, except that a pruned task leaves it.
CREATE TRIGGER ledger_is_final BEFORE UPDATE ON credits_ledger
WHEN NOT (NEW.task_id IS NULL AND NEW.id = OLD.id AND NEW.user_id = OLD.user_id AND NEW.amount = OLD.amount
          AND NEW.type = OLD.type AND NEW.metadata IS OLD.metadata AND NEW.created_at = OLD.created_at)
BEGIN
    SELECT RAISE(ABORT, 'ledger: entries are final, add a refund');
END;

-- An entry is never deleted.
CREATE TRIGGER ledger_is_final_delete BEFORE DELETE ON credits_ledger
BEGIN
    SELECT RAISE(ABORT, 'ledger: entries are final, add a refund');
END;

-- An entry is never replaced.
CREATE TRIGGER ledger_is_final_insert BEFORE INSERT ON credits_ledger
WHEN EXISTS (SELECT 1 FROM credits_ledger WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'ledger: entries are final, add a refund');
END;
