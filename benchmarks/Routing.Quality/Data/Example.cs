namespace Routing.Quality.Data;

/// <summary>A prompt with what models made of it; qualities run from 0 to 1.</summary>
/// <param name="Id">Names the prompt.</param>
/// <param name="Set">The file it comes from.</param>
/// <param name="Source">Its subject or task.</param>
/// <param name="Prompt">The text.</param>
/// <param name="Weak">Quality of the weak model.</param>
/// <param name="Strong">Quality of the strong model.</param>
/// <param name="Difficulty">Share of models that fail: averaged over several where several were tried, else the weak one.</param>
/// <param name="Gain">What strong models make better, averaged over pairs where several were tried.</param>
internal sealed record Example(string Id, string Set, string Source, string Prompt, double Weak, double Strong, double Difficulty, double Gain);
