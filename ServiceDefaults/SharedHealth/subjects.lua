-- Lists the subjects observed within the retention, after the server's time in milliseconds and the name of the store's life,
-- which is given at the first look after the store has lost what it knew.
-- KEYS: the sorted set of subjects, the name
-- ARGV: retention in milliseconds, a name to give
local clock = redis.call('TIME')
local now = tonumber(clock[1]) * 1000 + math.floor(tonumber(clock[2]) / 1000)
local subjects = redis.call('ZRANGEBYSCORE', KEYS[1], string.format('%.0f', now - tonumber(ARGV[1])), '+inf')
local generation = redis.call('GET', KEYS[2])
if not generation then
  generation = ARGV[2]
  redis.call('SET', KEYS[2], generation)
end
table.insert(subjects, 1, generation)
table.insert(subjects, 1, string.format('%.0f', now))
return subjects
