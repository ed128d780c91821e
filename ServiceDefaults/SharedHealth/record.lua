-- Merges observations into the sums of their subjects. The sums are additions at a common moment, so that observations may arrive
-- in any order.
-- KEYS: the sorted set of subjects, then the state of each subject
-- ARGV: retention, half-lives of the windows apart by spaces, then of each observation: subject, age, successes, failures, latency,
--       streamed answers, their times to the first content, cause or '', cooldown or '', next probe or '',
--       number and sum of the logarithms of latencies, number and sum of those of the times to the first content
-- Durations are milliseconds. Runs the same on Lua 5.1 and 5.4.
local EACH = 14
-- As many failures in a row are a long run.
local LONG = 5
local unpack = unpack or table.unpack
local clock = redis.call('TIME')
local now = tonumber(clock[1]) * 1000 + math.floor(tonumber(clock[2]) / 1000)
local retention = tonumber(ARGV[1])
local half_lives = {}
for half_life in string.gmatch(ARGV[2], '%S+') do half_lives[#half_lives + 1] = tonumber(half_life) end

local function time(milliseconds) return string.format('%.0f', milliseconds) end

local function numbers(text)
  local found = {}
  for number in string.gmatch(text or '', '%S+') do found[#found + 1] = tonumber(number) end
  return found
end

local function words(list)
  local texts = {}
  for i, number in ipairs(list) do texts[i] = string.format('%.17g', number) end
  return table.concat(texts, ' ')
end

local function merge(key, i)
  local observed = now - tonumber(ARGV[i + 1])
  local state = redis.call('HMGET', key, 'at', 'since', 'sums', 'series', 'observed', 'cause_at', 'cause', 'cooling', 'probed', 'next_probe',
    'succeeded', 'failures')
  local at, last = tonumber(state[1] or observed), tonumber(state[5] or 0)
  local changed = {'observed', time(math.max(last, observed))}
  local function set(field, value)
    changed[#changed + 1] = field
    changed[#changed + 1] = value
  end

  if ARGV[i + 8] ~= '' then
    set('cooling', time(math.max(tonumber(state[8] or 0), observed + tonumber(ARGV[i + 8]))))
  end

  if ARGV[i + 9] ~= '' then
    local probed, next_probe = tonumber(state[9] or -1), observed + tonumber(ARGV[i + 9])
    if observed > probed or (observed == probed and next_probe > tonumber(state[10])) then
      set('probed', time(observed))
      set('next_probe', time(next_probe))
    end
  end

  if observed >= tonumber(state[2] or 0) then
    -- Whichever is older, the sums or the observation, fades to the moment of the other.
    local moment = math.max(at, observed)
    local sums, added = numbers(state[3]), {}
    for window, half_life in ipairs(half_lives) do
      local kept, new = 2 ^ ((at - moment) / half_life), 2 ^ ((observed - moment) / half_life)
      local place = 2 * window - 1
      added[place] = (sums[place] or 0) * kept + tonumber(ARGV[i + 2]) * new
      added[place + 1] = (sums[place + 1] or 0) * kept + tonumber(ARGV[i + 3]) * new
    end
    local kept, new = 2 ^ ((at - moment) / half_lives[1]), 2 ^ ((observed - moment) / half_lives[1])
    for place = 1, 3 do
      local rest = 2 * #half_lives + place
      added[rest] = (sums[rest] or 0) * kept + tonumber(ARGV[i + 3 + place]) * new
    end
    set('at', time(moment))
    set('sums', words(added))

    local series = numbers(state[4])
    for place = 1, 4 do series[place] = (series[place] or 0) + tonumber(ARGV[i + 9 + place]) end
    set('series', words(series))

    if tonumber(ARGV[i + 2]) > 0 then
      set('succeeded', time(math.max(tonumber(state[11] or 0), observed)))
    end

    if tonumber(ARGV[i + 3]) > 0 then
      local failures = numbers(state[12])
      for _ = 1, math.min(LONG, tonumber(ARGV[i + 3])) do failures[#failures + 1] = observed end
      table.sort(failures, function(one, other) return one > other end)
      local latest = {}
      for place = 1, math.min(LONG, #failures) do latest[place] = time(failures[place]) end
      set('failures', table.concat(latest, ' '))
    end

    local cause, cause_at = ARGV[i + 7], tonumber(state[6] or -1)
    if cause ~= '' and (observed > cause_at or (observed == cause_at and cause > state[7])) then
      set('cause', cause)
      set('cause_at', time(observed))
    end
  elseif not state[1] then
    set('at', time(observed))
  end

  redis.call('HSET', key, unpack(changed))
  redis.call('PEXPIRE', key, time(retention))
  redis.call('ZADD', KEYS[1], time(math.max(last, observed)), ARGV[i])
end

for subject = 1, #KEYS - 1 do merge(KEYS[subject + 1], 3 + (subject - 1) * EACH) end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', '(' .. time(now - retention))
return 1
