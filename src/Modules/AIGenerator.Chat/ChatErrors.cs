using AIGenerator.Kernel.Money;
using AIGenerator.Kernel.Results;

namespace AIGenerator.Chat;

/// <summary>Refusals of this module.</summary>
internal static class ChatErrors
{
    public static readonly Error Unknown = new("chat.unknown", "There is no such chat in this workspace.", ErrorKind.NotFound);

    public static readonly Error UnknownMessage = new("chat.unknown-message", "There is no such message in this chat.", ErrorKind.NotFound);

    public static readonly Error NotYours = new("chat.not-yours", "Only a person's message can be edited.", ErrorKind.Unprocessable);

    public static readonly Error Busy = new("chat.busy", "A reply is being written in this chat.", ErrorKind.Conflict);

    public static readonly Error Blank = new("chat.blank-message", "The message is empty.", ErrorKind.Invalid, "message");

    public static readonly Error ReadOnly = new("chat.read-only", "Viewers of a workspace cannot write in it.", ErrorKind.Forbidden);

    public static readonly Error SignInForModel = new("chat.sign-in-for-model", "Visitors may use the built-in model only.", ErrorKind.Forbidden, "model");

    public static Error DrawsFromWords(string model) => new("chat.draws-from-words", $"{model} draws from words alone; files cannot be attached.", ErrorKind.Unprocessable, "attachments",
        Arguments: new Dictionary<string, object?> { ["model"] = model });

    public static readonly Error TemporaryDrawing = new("chat.temporary-drawing", "Nothing is drawn in a temporary chat: pictures stay in the library.", ErrorKind.Unprocessable, "modelOnce");

    public static readonly Error SearchMissing = new("chat.search-missing", "No search engine is set up on this installation.", ErrorKind.Unprocessable, "web");

    public static readonly Error SignInToSearch = new("chat.sign-in-to-search", "Visitors cannot search the web.", ErrorKind.Forbidden, "web");

    public static readonly Error SearchFailed = new("chat.search-failed", "No search engine answered.", ErrorKind.Unavailable, "web");

    public static Error Insufficient(Credits needed, Credits available) => new(
        "wallet.insufficient-credits", "The balance does not cover a search of the web.", ErrorKind.PaymentRequired,
        Arguments: new Dictionary<string, object?> { ["needed"] = needed.Value, ["available"] = available.Value });

    public static readonly Error InvalidKey = new("chat.invalid-idempotency-key", "The Idempotency-Key header is not a UUID.", ErrorKind.Invalid);

    public static readonly Error KeyTaken = new("chat.idempotency-key-taken", "The Idempotency-Key was used for something else.", ErrorKind.Conflict);

    public static readonly Error UnknownWish = new("chat.unknown-wish", "The wish is none of plain, shorter, longer, continue.", ErrorKind.Invalid, "wish");

    public static readonly Error NothingToContinue = new("chat.nothing-to-continue", "Only an answer can be continued.", ErrorKind.Unprocessable);

    public static readonly Error TooLong = new("chat.too-long", "The message is longer than the model's context.", ErrorKind.Unprocessable, "message");

    public static readonly Error UnknownTemperature = new("chat.unknown-temperature", "The temperature is none of precise, balanced, creative.", ErrorKind.Invalid, "temperature");

    public static readonly Error NothingToCompact = new("chat.nothing-to-compact", "The branch has too few messages since its last summary.", ErrorKind.Unprocessable);

    public static readonly Error NotTemporary = new("chat.not-temporary", "There is no such temporary chat in this workspace.", ErrorKind.NotFound);

    public static readonly Error TemporaryShare = new("chat.temporary-share", "A temporary chat cannot be shared.", ErrorKind.Unprocessable);

    public static readonly Error UnknownFolder = new("chat.unknown-folder", "There is no such folder in this workspace.", ErrorKind.NotFound, "folderId");

    public static readonly Error BlankFolder = new("chat.blank-folder", "The folder's name is empty.", ErrorKind.Invalid, "name");

    public static readonly Error FolderExists = new("chat.folder-exists", "The workspace has a folder of this name.", ErrorKind.Conflict, "name");

    public static readonly Error TooManyFolders = new("chat.too-many-folders", "The workspace has 200 folders.", ErrorKind.Unprocessable, "name");

    public static readonly Error UnknownFormat = new("chat.unknown-format", "The format is none of markdown, json, html, pdf, or the branch none of shown, all.", ErrorKind.Invalid, "format");

    public static readonly Error NoPdf = new("chat.no-pdf", "This installation has no Chromium that could print.", ErrorKind.Unprocessable);

    public static readonly Error PdfTooLong = new("chat.pdf-too-long", "The chat is too long for one PDF.", ErrorKind.Unprocessable);

    public static readonly Error PdfFailed = new("chat.pdf-failed", "The PDF could not be printed in time.", ErrorKind.Unavailable);

    public static readonly Error SignInToShare = new("chat.sign-in-to-share", "Visitors cannot share chats.", ErrorKind.Unauthenticated);

    public static readonly Error NothingToShare = new("chat.nothing-to-share", "The chat has no message that could be shared.", ErrorKind.Unprocessable);

    public static readonly Error ShareTooLong = new("chat.share-too-long", "The chat is too long for one page.", ErrorKind.Unprocessable);

    public static readonly Error TooManyShares = new("chat.too-many-shares", "The chat has as many open links as it may have.", ErrorKind.Unprocessable);

    public static readonly Error ShareKeyTaken = new("chat.share-key-taken", "This key made another link, or one that is closed.", ErrorKind.Conflict);

    public static readonly Error UnknownShare = new("chat.unknown-share", "There is no such link.", ErrorKind.NotFound);

    public static readonly Error RevokedShare = new("chat.revoked-share", "The link was taken back.", ErrorKind.NotFound);

    public static readonly Error SignInToImport = new("chat.sign-in-to-import", "Visitors cannot import chats.", ErrorKind.Unauthenticated);

    public static readonly Error NoImportFile = new("chat.no-import-file", "The request carries no file.", ErrorKind.Invalid, "file");

    public static readonly Error NotAnExport = new("chat.not-an-export", "The file is no export that we can read.", ErrorKind.Unprocessable, "file");

    public static readonly Error NothingToImport = new("chat.nothing-to-import", "The file holds no chats.", ErrorKind.Unprocessable, "file");

    public static readonly Error ImportTooLarge = new("chat.import-too-large", "The file is larger than 200 MB, or holds more than can be read.", ErrorKind.Unprocessable, "file");

    public static readonly Error UnknownImport = new("chat.unknown-import", "There is no such import in this workspace.", ErrorKind.NotFound);

    public static readonly Error ImportAtWork = new("chat.import-at-work", "Another file of this workspace is being read.", ErrorKind.TooManyRequests);

    public static readonly Error ImportsBusy = new("chat.imports-busy", "Files of other people are being read.", ErrorKind.Unavailable);

    public static readonly Error ExportAtWork = new("chat.export-at-work", "Another file of this workspace is being made.", ErrorKind.TooManyRequests);

    public static readonly Error CompareCount = new("chat.compare-count", "A comparison is of two to four models.", ErrorKind.Invalid, "models");

    public static readonly Error CompareSame = new("chat.compare-same", "A model cannot be compared with itself.", ErrorKind.Invalid, "models");

    public static readonly Error OneWayToName = new("chat.one-way-to-name", "Name either one model, or several, or one for this message.", ErrorKind.Invalid, "models");

    public static readonly Error UnknownComparison = new("chat.unknown-comparison", "There is no such comparison, or no such answer in it.", ErrorKind.NotFound);

    public static readonly Error NothingToVoteFor = new("chat.nothing-to-vote-for", "Only an answer that has arrived can be the best one.", ErrorKind.Unprocessable);

    public static Error UnknownModel(string id) => new("models.unknown", $"There is no model '{id}'.", ErrorKind.NotFound, "model", new Dictionary<string, object?> { ["model"] = id });
}
