-- Adds an amount, which may be negative, to what is counted, whatever the limit and once for each number: money that comes back, or
-- that is spent already.
-- KEYS: counted, count, moved
-- ARGV: the move's number, for how long it is remembered in milliseconds, the count it belongs to, the amount
-- Answers with 1, or with 0 when the window has been counted anew since.
local moved = redis.call('GET', KEYS[3])
if moved and tonumber(string.match(moved, '^%d+')) >= tonumber(ARGV[1]) then
  return 1
end

redis.call('SET', KEYS[3], ARGV[1] .. ' ' .. ARGV[3] .. ' 0', 'PX', ARGV[2])
if redis.call('GET', KEYS[2]) ~= ARGV[3] or redis.call('EXISTS', KEYS[1]) == 0 then
  return 0
end

redis.call('INCRBY', KEYS[1], ARGV[4])
return 1
