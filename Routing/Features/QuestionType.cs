namespace Routing.Features;

/// <summary>What kind of question a prompt puts, by the word it opens with.</summary>
public enum QuestionType
{
    /// <summary>None: it tells or instructs.</summary>
    None,

    /// <summary>What.</summary>
    What,

    /// <summary>Which.</summary>
    Which,

    /// <summary>Who.</summary>
    Who,

    /// <summary>When.</summary>
    When,

    /// <summary>Where.</summary>
    Where,

    /// <summary>Why.</summary>
    Why,

    /// <summary>How.</summary>
    How,

    /// <summary>How many, how much: a number is asked for.</summary>
    HowMuch,

    /// <summary>Is, does, can: yes or no is asked for.</summary>
    YesOrNo,

    /// <summary>One of several given answers is asked for.</summary>
    Choice,

    /// <summary>A question that opens otherwise.</summary>
    Other,
}
