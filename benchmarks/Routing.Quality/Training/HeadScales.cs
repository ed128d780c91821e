namespace Routing.Quality.Training;

/// <summary>The scales of all heads of one training run.</summary>
internal sealed record HeadScales(
    HeadScale WithinTrees,
    HeadScale WithinWords,
    HeadScale BetweenWords,
    HeadScale BetweenTrees,
    HeadScale Difficulty,
    HeadScale Length,
    HeadScale Rules);
