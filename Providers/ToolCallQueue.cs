using Providers.Chat;

namespace Providers;

/// <summary>
/// Puts the fragments of tool calls, which may come interleaved, into an order in which each call is whole before the next begins.
/// Fragments of the call whose turn it is pass at once.
/// </summary>
internal sealed class ToolCallQueue
{
    private readonly SortedDictionary<int, Entry> _calls = [];
    private Entry? _current;

    /// <summary>Calls begun so far.</summary>
    public int Count => _calls.Count;

    /// <summary>Whether the call whose turn it is has begun and is not whole.</summary>
    public bool IsWithin => _current is { IsWhole: false };

    public void Add(ToolCallDelta delta)
    {
        if (!_calls.TryGetValue(delta.Index, out var call))
        {
            _calls[delta.Index] = call = new() { Id = delta.Id ?? $"call_{delta.Index}", Name = delta.Name ?? "" };
        }

        call.Add(delta.Arguments);
    }

    /// <summary>Takes what may go out next.</summary>
    /// <param name="all">Whether nothing more will come, so that what is not whole never will be.</param>
    /// <param name="fragment">The fragment.</param>
    /// <returns>False when there is nothing.</returns>
    public bool TryTake(bool all, out Fragment fragment)
    {
        if (_current is { Waiting.Length: > 0 })
        {
            fragment = _current.Take();
            return true;
        }

        var next = _calls.Values.FirstOrDefault(static call => !call.HasBegun);
        if (next is null || (_current is { IsWhole: false } && !all))
        {
            fragment = default;
            return false;
        }

        _current = next;
        fragment = next.Take();
        return true;
    }

    /// <summary>What goes out at once.</summary>
    /// <param name="Begins">Whether the call begins with it.</param>
    /// <param name="Id">Of the call.</param>
    /// <param name="Name">Of the tool.</param>
    /// <param name="Arguments">Next piece of the arguments' JSON text; may be empty.</param>
    internal readonly record struct Fragment(bool Begins, string Id, string Name, string Arguments);

    private sealed class Entry
    {
        private int _depth;
        private bool _inString;
        private bool _escaped;

        public required string Id { get; init; }

        public required string Name { get; init; }

        public string Waiting { get; private set; } = "";

        public bool HasBegun { get; private set; }

        /// <summary>Whether its brackets have all been closed.</summary>
        public bool IsWhole { get; private set; }

        public void Add(string arguments)
        {
            Waiting += arguments;
            foreach (var one in arguments)
            {
                Follow(one);
            }
        }

        public Fragment Take()
        {
            var fragment = new Fragment(!HasBegun, Id, Name, Waiting);
            (HasBegun, Waiting) = (true, "");
            return fragment;
        }

        private void Follow(char one)
        {
            if (_inString)
            {
                _inString = _escaped || one != '"';
                _escaped = !_escaped && one == '\\';
                return;
            }

            switch (one)
            {
                case '"':
                    _inString = true;
                    break;
                case '{' or '[':
                    _depth++;
                    break;
                case '}' or ']':
                    _depth--;
                    IsWhole = _depth == 0;
                    break;
            }
        }
    }
}
