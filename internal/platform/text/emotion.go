package text

// Emotion is one of Plutchik's eight ("A general psychoevolutionary theory of emotion", 1980).
type Emotion string

// The emotions, in the order of their names.
const (
	Anger        Emotion = "anger"
	Anticipation Emotion = "anticipation"
	Disgust      Emotion = "disgust"
	Fear         Emotion = "fear"
	Joy          Emotion = "joy"
	Sadness      Emotion = "sadness"
	Surprise     Emotion = "surprise"
	Trust        Emotion = "trust"
)

// Emotions are all of them.
var Emotions = [8]Emotion{Anger, Anticipation, Disgust, Fear, Joy, Sadness, Surprise, Trust}

// Languages are the languages whose words are read, by BCP 47 code. Norwegian is one, in both its forms.
var Languages = []string{"da", "de", "en", "fi", "fr", "nl", "no", "sv"}
