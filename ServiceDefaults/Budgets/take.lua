-- Lends the largest of some amounts that fits below the limit.
-- KEYS: counted, count, open, since
-- ARGV: the count under which the router holds money or '', the window's start in milliseconds since 1970, a name for a new count,
--       expiry in milliseconds or '', the limit, amounts from large to small
-- Answers with outcome, count, what was counted before, what was lent. A sum of two numbers below 2^53 compares right also where
-- numbers are doubles: what is rounded is beyond every limit. Runs the same on Lua 5.1 and 5.4.
local counted, count = redis.call('GET', KEYS[1]), redis.call('GET', KEYS[2])
if not counted or not count then
  -- Whoever holds money of it has seen it. The clock of a router may be ahead of the server's by less than this.
  local since = redis.call('GET', KEYS[4])
  if ARGV[1] ~= '' or not since or tonumber(ARGV[2]) < tonumber(since) + 5000 then
    return {'missing', '', '0', '0'}
  end

  counted, count = '0', ARGV[3]
  redis.call('SET', KEYS[1], counted)
  redis.call('SET', KEYS[2], count)
  redis.call('SET', KEYS[3], count)
  if ARGV[4] ~= '' then
    redis.call('PEXPIRE', KEYS[1], ARGV[4])
    redis.call('PEXPIRE', KEYS[2], ARGV[4])
    redis.call('PEXPIRE', KEYS[3], ARGV[4])
  end
end

if redis.call('GET', KEYS[3]) ~= count then
  return {'counting', count, counted, '0'}
end

if ARGV[1] ~= '' and ARGV[1] ~= count then
  return {'stale', count, counted, '0'}
end

for i = 6, #ARGV do
  if tonumber(counted) + tonumber(ARGV[i]) <= tonumber(ARGV[5]) then
    redis.call('INCRBY', KEYS[1], ARGV[i])
    return {'granted', count, counted, ARGV[i]}
  end
end

return {'refused', count, counted, '0'}
