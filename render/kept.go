package render

import (
	"sync"
	"sync/atomic"
)

// kept holds what is made of a text of ours, for whoever needs it again. It forgets what nobody has asked for lately: a
// text that is put together for one set-up does not stay.
type kept[K comparable, V any] struct {
	young atomic.Pointer[sync.Map] // what was made or asked for since old was filled
	lock  sync.Mutex               // for all below, and to change young
	count int
	old   *sync.Map
}

// mostKept is how many are young: more than all set-ups together need.
const mostKept = 1024

// of is what is made of a key.
func (k *kept[K, V]) of(key K, make func(K) *V) *V {
	if young := k.young.Load(); young != nil {
		if v, ok := young.Load(key); ok {
			return v.(*V)
		}
	}
	return k.keep(key, make)
}

func (k *kept[K, V]) keep(key K, make func(K) *V) *V {
	k.lock.Lock()
	defer k.lock.Unlock()
	young := k.young.Load()
	if young == nil || k.count == mostKept {
		k.old, k.count, young = young, 0, new(sync.Map)
		k.young.Store(young)
	}
	if v, ok := young.Load(key); ok { // made by somebody else meanwhile
		return v.(*V)
	}
	var made *V
	if k.old != nil {
		if v, ok := k.old.Load(key); ok {
			made = v.(*V)
		}
	}
	if made == nil {
		made = make(key)
	}
	young.Store(key, made)
	k.count++
	return made
}
