-- Lends the largest of some amounts that fits below the limit, once for each number.
-- KEYS: counted, count, open, since, doubt, moved
-- ARGV: the loan's number, for how long it is remembered in milliseconds, the count under which the router holds money or '',
--       the window's start in milliseconds since 1970, a name for a new count, expiry in milliseconds or '', the limit,
--       amounts from large to small
-- Answers with outcome, count, what was counted before, what was lent, and what of that was not counted before. A sum of two numbers
-- below 2^53 compares right also where numbers are doubles: what is rounded is beyond every limit. Runs the same on Lua 5.1 and 5.4.
local counted, count = redis.call('GET', KEYS[1]), redis.call('GET', KEYS[2])

local moved = redis.call('GET', KEYS[6])
if moved then
  local number, under, lent = string.match(moved, '^(%d+) (%S+) (%d+)$')
  if tonumber(number) >= tonumber(ARGV[1]) then
    -- It was carried out before. What was lent under a count that no longer holds is no money.
    if lent ~= '0' and under == count and counted then
      return {'granted', count, counted, lent, '0'}
    end

    return {'refused', count or '', counted or '0', '0', '0'}
  end
end

-- Also what came to nothing is remembered: the same call may still be under way on another connection.
local function answer(outcome, lent)
  redis.call('SET', KEYS[6], ARGV[1] .. ' ' .. (count or '-') .. ' ' .. lent, 'PX', ARGV[2])
  return {outcome, count or '', counted or '0', lent, lent}
end

if not counted or not count then
  -- Whoever holds money of it has seen it. The clock of a router may be ahead of the server's by less than this.
  local since = redis.call('GET', KEYS[4])
  if ARGV[3] ~= '' or not since or tonumber(ARGV[4]) < tonumber(since) + 5000 then
    count = nil
    return answer('missing', '0')
  end

  counted, count = '0', ARGV[5]
  redis.call('SET', KEYS[1], counted)
  redis.call('SET', KEYS[2], count)
  redis.call('SET', KEYS[3], count)
  if ARGV[6] ~= '' then
    redis.call('PEXPIRE', KEYS[1], ARGV[6])
    redis.call('PEXPIRE', KEYS[2], ARGV[6])
    redis.call('PEXPIRE', KEYS[3], ARGV[6])
  end
end

if redis.call('GET', KEYS[3]) ~= count then
  return answer('counting', '0')
end

if ARGV[3] ~= '' and ARGV[3] ~= count then
  return answer('stale', '0')
end

for i = 8, #ARGV do
  if tonumber(counted) + tonumber(ARGV[i]) <= tonumber(ARGV[7]) then
    redis.call('INCRBY', KEYS[1], ARGV[i])
    return answer('granted', ARGV[i])
  end
end

return answer(redis.call('EXISTS', KEYS[5]) == 1 and 'doubtful' or 'refused', '0')
