namespace Routing.Features.Text;

/// <summary>Words that say what a prompt is about or asks for. A word listed twice belongs to its first class.</summary>
internal static class LexiconWords
{
    public static readonly (Trait Trait, string Words)[] All =
    [
        (Trait.WordWhat, "what whats what's"),
        (Trait.WordWhich, "which"),
        (Trait.WordWho, "who whom whose who's"),
        (Trait.WordWhen, "when"),
        (Trait.WordWhere, "where"),
        (Trait.WordWhy, "why"),
        (Trait.WordHow, "how"),
        (Trait.WordQuantity,
            "many much each total times twice half per every double triple third quarter fraction altogether sum average remaining left dozen "
            + "percent percentage ratio rate cost costs price pays paid spend spends earn earns earned save sold sells buys bought dollars cents "
            + "miles hours minutes pounds feet inches meters km cm kg litres liters gallons weeks days"),
        (Trait.WordNumber,
            "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty hundred thousand million first second "
            + "fourth fifth"),
        (Trait.WordNegation,
            "not no never none nor neither cannot can't don't doesn't didn't isn't aren't wasn't won't except without false incorrect "
            + "least unlikely untrue excluding lacks"),
        (Trait.WordPuzzle,
            "puzzle riddle riddles knight knights knave knaves liar liars truth truths lies lying lied conclude conclusion conclusions premise premises "
            + "deduce deduction infer inference syllogism fallacy fallacies follows necessarily contradiction contradictory logically logic seated sits "
            + "suspect suspects culprit guilty clue clues paradox hypothesis overtake consequent antecedent"),
        (Trait.WordMaterial,
            "passage article email review reviews transcript abstract excerpt snippet notes invoice receipt memo resume cv ticket log logs "
            + "below above mentioned mention mentions according"),
        (Trait.WordMeaning, "say mean means meaning render phrase phrases word words sentence sentences version expression idiom"),
        (Trait.WordLogic,
            "if then therefore hence implies must unless only either both all some every any true argument valid left right next opposite behind ahead adjacent "
            + "statement statements consistent sufficient suppose exactly immediately brothers sisters brother sister position row order order "
            + "assumption arguments cross boat neighbor neighbour"),
        (Trait.WordComparison,
            "more less fewer than greater larger smaller higher lower older younger taller faster better worse compare compared versus vs "
            + "difference between most highest lowest largest smallest best worst"),
        (Trait.WordYou, "you your yours yourself you're you've you'd"),
        (Trait.WordI, "i me my mine myself i'm i've i'd i'll we our us"),
        (Trait.WordCode,
            "code git sql website webpage bash cli regex segfault segmentation app component cache commit branch javascript npm pip frontend backend server css "
            + "python java javascript typescript sql html css php ruby rust golang kotlin swift bash powershell regex code codebase function functions "
            + "def class method script program programming algorithm array arrays string strings int integer integers boolean loop recursion recursive "
            + "compile compiler debug bug exception stack queue api json xml yaml http endpoint database query index pointer async await thread "
            + "null return returns import print println docker kubernetes git react node linux command dictionary dict tuple tuples lambda assert "
            + "implement refactor unittest pytest iterate iterator binary hash hashmap struct enum list lists"),
        (Trait.WordMathematics,
            "equation equations polynomial derivative integral matrix vector triangle circle radius angle perpendicular parallel prime factor factors "
            + "divisible remainder modulo logarithm sine cosine tangent probability permutation combinations theorem proof integers quadratic linear root "
            + "roots sqrt frac cdot pi theta axis slope intersect hypotenuse perimeter area volume coordinates graph subgroup ring field isomorphic "
            + "homomorphism variance deviation expression simplify multiple digits numbers number value x y z n rectangle square sphere algebra "
            + "geometry calculus trigonometry arithmetic median"),
        (Trait.WordScience,
            "cell cells protein proteins dna rna gene genes enzyme acid molecule atom atoms electron electrons energy force velocity mass temperature "
            + "reaction chemical element species organism plant plants animals planet star virus bacteria patient symptoms disease treatment clinical "
            + "blood muscle nerve brain hormone drug drugs vitamin circuit voltage current magnetic wave frequency gas pressure physics chemistry biology"),
        (Trait.WordHumanities,
            "war president king queen century country capital city government law court defendant plaintiff statute constitution treaty rights moral "
            + "ethical philosophy religion god church empire party policy economic market tax author novel film movie song singer actor band team "
            + "league olympic founded born died history historical revolution supreme plaintiff's contract liability jurisdiction"),
        (Trait.WordCreative,
            "engaging persuasive catchy captivating names title titles motto greeting letter poetic imagery "
            + "story poem haiku sonnet limerick lyrics song tale myth fable novel scene dialogue screenplay slogan tagline jingle joke rap verse rhyme "
            + "fairy fictional character plot metaphor whimsical vivid creative creatively imaginative humorous blog essay speech toast advertisement "
            + "ad monologue narrative paragraph style fiction thriller romance travel post caption tweet script ballad ode"),
        (Trait.WordWrite, "write compose draft create craft invent generate produce design brainstorm rewrite edit improve make"),
        (Trait.WordExplain, "explain describe discuss outline analyze analyse elaborate provide define clarify summarise overview examples pros cons advantages"),
        (Trait.WordSolve, "solve find determine prove evaluate answer show verify deduce derive"),
        (Trait.WordCompute, "calculate compute count add subtract multiply divide estimate convert round"),
        (Trait.WordExtract,
            "extract identify list classify categorize summarize summarise summary label tag entities entity sentiment keywords keyword fields csv table columns bullet "
            + "highlight positive negative json "
            + "pull parse following text document paragraphs dates headline key facts points copy"),
        (Trait.WordTranslate,
            "translate translation translated translating translations traduce traducir traduis traduire traduci tradurre traduza traduzir übersetze "
            + "übersetzen vertaal"),
        (Trait.WordLanguage,
            "french spanish german italian inglés anglais englisch inglese inglês español français deutsch portuguese dutch russian chinese japanese korean arabic hindi turkish polish swedish latin greek english "
            + "mandarin danish norwegian finnish czech hebrew vietnamese thai ukrainian"),
        (Trait.WordChat,
            "hello hi hey thanks thank please sorry morning evening goodnight bye feel feeling feelings lonely sad happy stressed bored tired chat talk "
            + "friend friends advice lol haha yeah okay ok nice weekend today tonight nervous worried miss mood"),
        (Trait.WordOpinion, "think opinion favorite favourite prefer recommend recommendation suggest suggestions should would enjoy like love hate believe"),
        (Trait.WordImagine, "imagine pretend roleplay act role persona character picture embody assume continue"),
        (Trait.WordFewest, "minimum maximum shortest longest fewest optimal optimise optimize efficient complexity constraint constraints"),
        (Trait.WordPerson, "he she his her him they their them who's man woman boy girl mother father brother sister son daughter"),
    ];
}
