-- Begins to count a window anew, unless another router is at it or it has been done.
-- KEYS: counted, count, open, joined, pending, counting, since, doubt
-- ARGV: the count to be replaced or '', a name for the new one, the router, for how long nobody else begins in milliseconds,
--       expiry in milliseconds or ''
-- Answers with the count in force and whether this router has begun it.
local count = redis.call('GET', KEYS[2])
if count and redis.call('EXISTS', KEYS[1]) == 1 then
  local counting = redis.call('GET', KEYS[6])
  local done = redis.call('GET', KEYS[3]) == count
  if (done and count ~= ARGV[1]) or (not done and counting and counting ~= ARGV[3]) then
    return {count, 'no'}
  end
end

redis.call('SET', KEYS[1], '0')
redis.call('SET', KEYS[2], ARGV[2])
redis.call('DEL', KEYS[3])
redis.call('DEL', KEYS[4])
redis.call('DEL', KEYS[5])
redis.call('DEL', KEYS[8])
redis.call('SET', KEYS[6], ARGV[3], 'PX', ARGV[4])
if ARGV[5] ~= '' then
  redis.call('PEXPIRE', KEYS[1], ARGV[5])
  redis.call('PEXPIRE', KEYS[2], ARGV[5])
end

if redis.call('EXISTS', KEYS[7]) == 0 then
  local clock = redis.call('TIME')
  redis.call('SET', KEYS[7], string.format('%.0f', tonumber(clock[1]) * 1000 + math.floor(tonumber(clock[2]) / 1000)))
end

return {ARGV[2], 'yes'}
